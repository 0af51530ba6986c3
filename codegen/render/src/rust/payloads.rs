//! Renders payload types: a plain struct or enum per schema, followed by the code that parses and serializes it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::Type as RustType;

use super::deprecation::{attribute, snake_attribute};
use super::imports::Uses;
use super::tokens::{code, doc, file, file_doc, pascal, prose, snake};
use super::typify_types::{TypifyTypes, generic};
use super::{builders, constraints};
use verispec_model::ir::{
    EnumValue, Field, Format, Model, Name, Schema, SchemaFile, Shape, Storage, Type, TypeId, TypeKind,
};
use verispec_text::file::File;

/// Renders one file per schema file, and the module that re-exports all their types.
pub(super) fn render(model: &Model) -> Vec<File> {
    let types = TypifyTypes::new(model);
    let rendered = |schemas: &SchemaFile| schemas.types.iter().any(|id| is_rendered(model, *id));
    let files: Vec<&SchemaFile> = model.schema_files.iter().filter(|schemas| rendered(schemas)).collect();
    let modules = files.iter().map(|schemas| {
        let (module, doc) = (snake(&schemas.name), doc([prose(&schemas.summary)]));
        quote!(#doc pub mod #module;)
    });
    let names = files.iter().map(|schemas| exported(snake(&schemas.name)));
    let doc = file_doc([
        "The payloads that are sent to and received from the provider. Every type is exported here under its own name, \
        whichever module defines it.",
    ]);
    let root = quote! {
        #doc
        #(#modules)*
        #(pub use #names::*;)*
    };
    let mut output = vec![file("src/payloads/mod.rs", "schemas", root)];
    output.extend(files.iter().map(|schemas| schema_file(model, &types, schemas)));
    output
}

/// Renders the path of a module to re-export. A leading `self` prevents confusion with a crate of the same name.
pub(super) fn exported(module: Ident) -> TokenStream {
    let is_crate = ["alloc", "core", "serde", "serde_json", "std"].iter().any(|name| module == name);
    if is_crate { quote!(self::#module) } else { quote!(#module) }
}

/// Returns whether a type is rendered. Aliases are not, because fields that refer to them have the aliased type. An
/// alias that is used as a body is rendered, because functions refer to it by name.
fn is_rendered(model: &Model, id: TypeId) -> bool {
    !matches!(model[id].kind, TypeKind::Alias(_)) || model.is_body(id)
}

fn schema_file(model: &Model, types: &TypifyTypes, schemas: &SchemaFile) -> File {
    let mut uses = Uses::default();
    let mut items = Vec::new();
    for (own_id, kind) in schemas.types.iter().map(|id| (*id, &model[*id])).filter(|(id, _)| is_rendered(model, *id)) {
        items.push(match &kind.kind {
            TypeKind::Object(fields) => {
                let object = object(model, types, own_id, fields, &mut uses);
                let builder = builders::builder(model, own_id, &mut uses);
                quote!(#object #builder)
            }
            TypeKind::Enum(values) => enumeration(model, kind, values, &mut uses),
            TypeKind::Id(_) => id(model, kind, &mut uses),
            TypeKind::Alias(schema) => alias(model, kind, schema, &mut uses),
        });
    }
    let doc = file_doc([prose(&schemas.summary)]);
    let uses = uses.render(schemas, model);
    let tokens = quote! {
        #doc
        #uses
        #(#items)*
    };
    file(format!("src/payloads/{}.rs", schemas.name.snake), &format!("schemas/{}.yaml", schemas.name.wire), tokens)
}

fn alias(model: &Model, kind: &Type, schema: &Schema, uses: &mut Uses) -> TokenStream {
    let name = pascal(&kind.name);
    let limits = schema.constraints.in_words();
    let limits = (!limits.is_empty()).then(|| sentence(&limits.join(", ")));
    let doc = doc(type_doc(model, kind).into_iter().chain(limits));
    let deprecated = attribute(model, kind.deprecated.as_ref(), |other| other.pascal.clone());
    // The target of an alias never needs a box.
    let ty = reshaped(model, kind, schema, &RustType::Verbatim(TokenStream::new()), uses);
    quote! {
        #doc
        #deprecated
        pub type #name = #ty;
    }
}

fn object(model: &Model, types: &TypifyTypes, id: TypeId, fields: &[Field], uses: &mut Uses) -> TokenStream {
    let kind = &model[id];
    let name = pascal(&kind.name);
    let doc = doc(type_doc(model, kind));
    let deprecated = attribute(model, kind.deprecated.as_ref(), |other| other.pascal.clone());
    let members =
        fields.iter().enumerate().map(|(place, field)| member(model, types.field(id, place), kind, field, uses));
    let members: Vec<TokenStream> = members.collect();
    let (openness, extra) = match kind.is_closed() {
        true => (format_ident!("closed"), None),
        false => {
            uses.runtime.insert("Extra");
            (
                format_ident!("open"),
                Some(quote! {
                    #[doc = " Unknown fields, and values that do not fit their fields. They are serialized as received."]
                    pub extra: Extra,
                }),
            )
        }
    };
    uses.macros.insert("object");
    let glue = fields.iter().map(|field| {
        let (ident, wire) = (snake(&field.name), &field.name.wire);
        match (field.schema.unaliased(model), kind.storage(model, field)) {
            (_, Storage::Nested) => quote!(#ident = #wire as nested),
            (Shape::Integer { or_text: true }, Storage::Optional) if !kind.is_closed() => {
                quote!(#ident = #wire as or_text)
            }
            (Shape::WorkflowKey { number: true }, _) => quote!(#ident = #wire as number),
            _ => quote!(#ident = #wire),
        }
    });
    let glue: Vec<TokenStream> = glue.collect();
    let needed: Vec<&String> = match kind.is_closed() {
        true => Vec::new(),
        false => fields.iter().filter(|field| field.required).map(|field| &field.name.wire).collect(),
    };
    let needs = (!needed.is_empty()).then(|| quote!(, [#(#needed),*]));
    let constrained = constraints::object(model, kind, fields, uses);
    quote! {
        #doc
        #deprecated
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name {
            #(#members)*
            #extra
        }
        object!(#name, #openness, [#(#glue),*] #needs);
        #constrained
    }
}

fn member(model: &Model, base: RustType, kind: &Type, field: &Field, uses: &mut Uses) -> TokenStream {
    let ident = snake(&field.name);
    let doc = doc(field_doc(model, field));
    let ty = reshaped(model, kind, &field.schema, &base, uses);
    let ty = match kind.storage(model, field) {
        Storage::Optional => quote!(Option<#ty>),
        Storage::Plain | Storage::List | Storage::Map | Storage::Nested => quote!(#ty),
    };
    let deprecated = snake_attribute(model, field.deprecated.as_ref());
    let deep = (complexity(&ty, 1) > MOST_COMPLEX)
        .then(|| quote!(#[expect(clippy::type_complexity, reason = "the provider's payloads are nested this deeply")]));
    quote! {
        #doc
        #deprecated
        #deep
        pub #ident: #ty,
    }
}

/// The complexity above which clippy reports a type.
const MOST_COMPLEX: u32 = 250;

/// Returns the complexity of a type as clippy measures it: ten for each path, multiplied by its nesting depth.
fn complexity(ty: &TokenStream, depth: u32) -> u32 {
    let Ok(RustType::Path(path)) = syn::parse2(ty.clone()) else { return 0 };
    let inside = path.path.segments.iter().map(|segment| match &segment.arguments {
        syn::PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().map(|inner| complexity(&inner.to_token_stream(), depth + 1)).sum()
        }
        _ => 0,
    });
    10 * depth + inside.sum::<u32>()
}

/// Converts typify's type to our style: short paths, open enums for received values, and wrappers for sensitive values.
fn reshaped(model: &Model, kind: &Type, schema: &Schema, base: &RustType, uses: &mut Uses) -> TokenStream {
    if let Some(inner) = generic("Box", base) {
        let inner = reshaped(model, kind, schema, inner, uses);
        return quote!(Box<#inner>);
    }
    let mut runtime = |name: &'static str| {
        uses.runtime.insert(name);
        Ident::new(name, Span::call_site())
    };
    let plain = match &schema.shape {
        Shape::Text if schema.secret => {
            let secret = runtime("Secret");
            quote!(#secret)
        }
        Shape::Text => match schema.constraints.format {
            Some(Format::DateTime) => runtime("Timestamp").into_token_stream(),
            Some(Format::Date) => runtime("Date").into_token_stream(),
            Some(Format::Uri) | None => quote!(String),
        },
        Shape::WorkflowKey { .. } => runtime("WorkflowKey").into_token_stream(),
        Shape::Integer { .. } => quote!(i64),
        Shape::Number => runtime("Number").into_token_stream(),
        Shape::Boolean => quote!(bool),
        Shape::Any => runtime("Json").into_token_stream(),
        Shape::List(items) => {
            let inner = reshaped(model, kind, items, generic("Vec", base).unwrap_or(base), uses);
            quote!(Vec<#inner>)
        }
        Shape::Map(value) => {
            uses.maps = true;
            let inner = reshaped(model, kind, value, generic("HashMap", base).unwrap_or(base), uses);
            quote!(BTreeMap<String, #inner>)
        }
        Shape::Named(id) => {
            let target = &model[*id];
            if let TypeKind::Alias(alias) = &target.kind {
                let personal = schema.personal && !model.is_personal(alias) && !model.resolved(alias).secret;
                let inner = reshaped(model, kind, alias, base, uses);
                return if personal { wrapped(inner, uses) } else { inner };
            }
            let name = pascal(&target.name);
            uses.payloads.insert(name.to_string());
            match (&target.kind, kind.sent) {
                (TypeKind::Enum(_), false) => {
                    uses.runtime.insert("Open");
                    quote!(Open<#name>)
                }
                _ => quote!(#name),
            }
        }
    };
    if schema.personal && !schema.secret { wrapped(plain, uses) } else { plain }
}

fn wrapped(inner: TokenStream, uses: &mut Uses) -> TokenStream {
    uses.runtime.insert("Personal");
    quote!(Personal<#inner>)
}

fn enumeration(model: &Model, kind: &Type, values: &[EnumValue], uses: &mut Uses) -> TokenStream {
    let name = pascal(&kind.name);
    let doc_kind = doc(type_doc(model, kind));
    let deprecated = attribute(model, kind.deprecated.as_ref(), |other| other.pascal.clone());
    // `Ord` follows the order of declaration, so that order must not depend on the order in the spec. The table of
    // strings is in the same order.
    let mut declared: Vec<&EnumValue> = values.iter().collect();
    declared.sort_by(|a, b| a.name.wire.cmp(&b.name.wire));
    let variants = declared.iter().map(|value| {
        let variant = pascal(&value.name);
        let text = match &value.summary {
            Some(summary) => format!("{}: {}", code(&value.name.wire), prose(summary)),
            None => code(&value.name.wire),
        };
        let path = |other: &Name| format!("{}::{}", kind.name.pascal, other.pascal);
        let (doc, deprecated) = (doc([text]), attribute(model, value.deprecated.as_ref(), path));
        quote!(#doc #deprecated #variant,)
    });
    let glue = declared.iter().map(|value| {
        let (variant, wire) = (pascal(&value.name), &value.name.wire);
        quote!(#variant = #wire)
    });
    uses.macros.insert("strings");
    quote! {
        #doc_kind
        #deprecated
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
        strings!(#name, [#(#glue),*]);
    }
}

fn id(model: &Model, kind: &Type, uses: &mut Uses) -> TokenStream {
    let name = pascal(&kind.name);
    let doc = doc(type_doc(model, kind));
    let deprecated = attribute(model, kind.deprecated.as_ref(), |other| other.pascal.clone());
    uses.macros.insert("id");
    quote! {
        #doc
        #deprecated
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(String);
        id!(#name);
    }
}

fn type_doc(model: &Model, kind: &Type) -> Vec<String> {
    let mut paragraphs = vec![match &kind.description {
        Some(description) => prose(description),
        None => code(&kind.name.wire),
    }];
    paragraphs.push(source(model, &kind.source));
    paragraphs
}

/// Renders the source of a fact, with a link to the document.
pub(super) fn source(model: &Model, source: &verispec_model::ir::Source) -> String {
    let document = &model[source.document];
    let section = prose(&source.section);
    match &document.url {
        Some(url) => format!("Source: [{}]({url}), {section}.", prose(&document.title)),
        None => format!("Source: {}, {section}.", prose(&document.title)),
    }
}

fn field_doc(model: &Model, field: &Field) -> Vec<String> {
    let mut paragraphs = vec![match model.description_of(field) {
        Some(description) => prose(description),
        None => code(&field.name.wire),
    }];
    let limits = field.schema.constraints.in_words();
    if !limits.is_empty() {
        paragraphs.push(sentence(&limits.join(", ")));
    }
    if let Some(default) = &field.default {
        paragraphs
            .push(format!("Default: {}.", code(&default.as_str().map_or_else(|| default.to_string(), str::to_owned))));
    }
    if field.schema.secret {
        paragraphs.push("A secret: never shown in debug output.".to_owned());
    } else if field.schema.personal {
        paragraphs.push("Personal data: never shown in debug output.".to_owned());
    }
    paragraphs
}

fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", characters.as_str())
}
