//! Describes the provenance of a copy: in a section of its README for people, and in a bill of materials for programs.

use std::fmt::{Display, Formatter};

use anyhow::{Context, Result};
use cyclonedx_bom::external_models::uri::Purl;
use cyclonedx_bom::models::bom::{Bom, SpecVersion};
use cyclonedx_bom::models::component::{Classification, Component, Components, Scope};
use cyclonedx_bom::models::dependency::{Dependencies, Dependency};
use cyclonedx_bom::models::license::{LicenseChoice, Licenses};
use cyclonedx_bom::models::metadata::Metadata;
use cyclonedx_bom::models::property::{Properties, Property};
use cyclonedx_bom::models::tool::{Tool, Tools};

use super::checksums::NAME;
use crate::generator::Generator;

/// The bill of materials.
pub(super) const SBOM: &str = "sbom.cdx.json";

const GENERATOR: &str = "verispec:generator";

/// The facts about the provenance of a copy.
pub(super) struct Provenance<'a> {
    pub(super) name: &'a str,
    pub(super) version: &'a str,
    pub(super) license: &'a str,
    /// The checksum of the spec.
    pub(super) spec: &'a str,
    /// The revision of the spec, if it was not a folder.
    pub(super) revision: Option<&'a str>,
    pub(super) maker: &'a Maker,
}

/// The generator of the crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Maker {
    Generator(Generator),
    /// The crate was checked in with the spec, and its generator was not recorded.
    NotKnown,
}

const NOT_KNOWN: &str = "not known; the crate was checked in with the spec";

impl Display for Maker {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Generator(generator) => generator.fmt(f),
            Self::NotKnown => f.write_str(NOT_KNOWN),
        }
    }
}

impl Provenance<'_> {
    /// Renders the section of the README.
    pub(super) fn section(&self) -> String {
        let Self { name, version, license, spec, .. } = self;
        let revision =
            self.revision.map(|revision| format!("| Commit of the spec | `{revision}` |\n")).unwrap_or_default();
        format!(
            "\n## Provenance\n\n\
             This folder was written by `cargo xtask vendor` of Verispec and is replaced by it; files that were edited by hand \
             are found by their checksums in `{NAME}` and kept. `{SBOM}` says the same for programs, as CycloneDX.\n\n\
             | | |\n|---|---|\n\
             | Crate and spec version | {name} {version} |\n\
             | SHA-256 of the spec | `{spec}` |\n\
             {revision}\
             | Licence | {license}; see `LICENSE-APACHE` and `LICENSE-MIT` |\n\
             | Generator | {} |\n",
            self.maker
        )
    }

    /// Renders the bill of materials. It has no serial number and no time, so that it is reproducible.
    pub(super) fn sbom(&self, manifest: &str) -> Result<String> {
        let mut component =
            Component::new(Classification::Library, self.name, self.version, Some(self.name.to_owned()));
        component.purl = Some(Purl::new("cargo", self.name, self.version)?);
        component.licenses = Some(Licenses(vec![LicenseChoice::expression(self.license)]));
        let mut properties = vec![Property::new("verispec:spec-sha256", self.spec)];
        properties.extend(self.revision.map(|revision| Property::new("verispec:spec-commit", revision)));
        properties.push(Property::new(GENERATOR, &self.maker.to_string()));
        let version = match self.maker {
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
                dependency_ref: self.name.to_owned(),
                dependencies: needed.iter().map(|needed| needed.name.to_owned()).collect(),
            }])),
            ..Bom::default()
        };
        let mut written = Vec::new();
        bom.output_as_json(&mut written, SpecVersion::V1_5).context("the bill of materials cannot be written")?;
        Ok(String::from_utf8(written)? + "\n")
    }
}

/// Returns the tool that the bill of materials lists.
pub(super) fn recorded(sbom: &str) -> Option<Maker> {
    let bom = Bom::parse_from_json(sbom.as_bytes()).ok()?;
    let properties = bom.metadata?.properties?.0;
    let property = properties.into_iter().find(|property| property.name == GENERATOR)?;
    match &*property.value {
        NOT_KNOWN => Some(Maker::NotKnown),
        value => Generator::parse(value).map(Maker::Generator),
    }
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
