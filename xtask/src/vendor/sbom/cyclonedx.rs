//! Writes and reads the bill of materials of a copy, which states its provenance for programs, as CycloneDX.

use anyhow::{Context, Result};
use cyclonedx_bom::external_models::uri::Purl;
use cyclonedx_bom::models::bom::{Bom, SpecVersion};
use cyclonedx_bom::models::component::{Classification, Component, Components, Scope};
use cyclonedx_bom::models::dependency::{Dependencies, Dependency};
use cyclonedx_bom::models::license::{LicenseChoice, Licenses};
use cyclonedx_bom::models::metadata::Metadata;
use cyclonedx_bom::models::property::{Properties, Property};
use cyclonedx_bom::models::tool::{Tool, Tools};

use super::super::provenance::{Maker, NOT_KNOWN, Provenance};
use crate::generator::Generator;

const GENERATOR: &str = "verispec:generator";

/// Renders the bill of materials. It has no serial number and no time, so that it is reproducible.
pub(in crate::vendor) fn written(provenance: &Provenance<'_>, manifest: &str) -> Result<String> {
    let mut component =
        Component::new(Classification::Library, provenance.name, provenance.version, Some(provenance.name.to_owned()));
    component.purl = Some(Purl::new("cargo", provenance.name, provenance.version)?);
    component.licenses = Some(Licenses(vec![LicenseChoice::expression(provenance.license)]));
    let mut properties = vec![Property::new("verispec:spec-sha256", provenance.spec)];
    properties.extend(provenance.revision.map(|revision| Property::new("verispec:spec-commit", revision)));
    properties.push(Property::new(GENERATOR, &provenance.maker.to_string()));
    let version = match provenance.maker {
        Maker::Generator(generator) => &generator.version,
        Maker::NotKnown => "",
    };
    let needed = needed(manifest);
    let components = needed.iter().map(Needed::component).collect::<Result<_>>()?;
    let bom = Bom {
        version: 1,
        serial_number: None,
        spec_version: SpecVersion::V1_5,
        metadata: Some(Metadata {
            component: Some(component),
            tools: Some(Tools::List(vec![Tool::new("Verispec", "cargo xtask vendor", version)])),
            properties: Some(Properties(properties)),
            ..Metadata::default()
        }),
        components: Some(Components(components)),
        dependencies: Some(Dependencies(vec![Dependency {
            dependency_ref: provenance.name.to_owned(),
            dependencies: needed.iter().map(|needed| needed.name.to_owned()).collect(),
        }])),
        ..Bom::default()
    };
    let mut written = Vec::new();
    bom.output_as_json(&mut written, SpecVersion::V1_5).context("the bill of materials cannot be written")?;
    Ok(String::from_utf8(written)? + "\n")
}

/// Returns the tool that the bill of materials lists.
#[expect(clippy::unnecessary_wraps, reason = "the build without the feature fails")]
pub(in crate::vendor) fn recorded(sbom: &str) -> Result<Option<Maker>> {
    let properties = Bom::parse_from_json(sbom.as_bytes()).ok().and_then(|bom| bom.metadata?.properties);
    let property =
        properties.and_then(|properties| properties.0.into_iter().find(|property| property.name == GENERATOR));
    Ok(property.and_then(|property| match &*property.value {
        NOT_KNOWN => Some(Maker::NotKnown),
        value => Generator::parse(value).map(Maker::Generator),
    }))
}

/// A dependency of the copy.
struct Needed<'a> {
    name: &'a str,
    /// The minimum version.
    version: &'a str,
    optional: bool,
}

impl Needed<'_> {
    fn component(&self) -> Result<Component> {
        let mut component =
            Component::new(Classification::Library, self.name, self.version, Some(self.name.to_owned()));
        component.purl = Some(Purl::new("cargo", self.name, self.version)?);
        component.scope = Some(if self.optional { Scope::Optional } else { Scope::Required });
        component.properties = Some(Properties(vec![Property::new("verispec:version", "the lowest that will do")]));
        Ok(component)
    }
}

/// Returns the dependencies in a generated manifest, which has one per line.
fn needed(manifest: &str) -> Vec<Needed<'_>> {
    let lines = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    let needed = lines.filter_map(|line| {
        let (name, rest) = line.split_once(" = ")?;
        let rest = rest.split_once("version = ").map_or(rest, |(_, rest)| rest);
        let version = rest.strip_prefix('"')?.split('"').next()?;
        Some(Needed { name, version, optional: line.contains("optional = true") })
    });
    needed.collect()
}
