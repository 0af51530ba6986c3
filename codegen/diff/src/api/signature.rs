//! Reduces Rust items to the parts that programs depend on: signatures of functions, public fields, variants, and
//! required trait items.

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::{
    Attribute, Field, Fields, FnArg, Generics, ImplItem, Item, ReceiverKind, ReturnType, Signature, TraitItem,
    Visibility,
};

use super::Member;
use super::spelling::spelled;

/// The parts of an item, by name.
pub(super) type Members = BTreeMap<String, Member>;

/// Returns the name of an item, its kind and signature, and its parts; `None` if the item does not define a name.
pub(super) fn defined(item: &Item) -> Option<(String, &Visibility, String, Members)> {
    let mut members = Members::new();
    let (name, visibility, signature) = match item {
        Item::Fn(item) => (&item.sig.ident, &item.vis, format!("fn{}", function(&item.sig))),
        Item::Const(item) => (&item.ident, &item.vis, format!("const: {}", spelled(&item.ty))),
        Item::Static(item) => (&item.ident, &item.vis, format!("static: {}", spelled(&item.ty))),
        Item::Type(item) => {
            (&item.ident, &item.vis, format!("type{} = {}", generics(&item.generics), spelled(&item.ty)))
        }
        Item::Struct(item) => {
            fields(&item.fields, !is_open(&item.attrs), &mut members);
            derives(&item.attrs, &mut members);
            (&item.ident, &item.vis, format!("struct{}", generics(&item.generics)))
        }
        Item::Enum(item) => {
            let mut all = Vec::new();
            for variant in &item.variants {
                let inside = variant.fields.iter().map(|Field { ident, ty, .. }| match ident {
                    Some(name) => format!("{name}: {}", spelled(ty)),
                    None => spelled(ty),
                });
                let inside: Vec<String> = inside.collect();
                all.push(variant.ident.to_string());
                add(&mut members, variant.ident.to_string(), format!("variant({})", inside.join(", ")));
            }
            if !is_open(&item.attrs) {
                whole(&mut members, "all variants", all.join(", "));
            }
            derives(&item.attrs, &mut members);
            (&item.ident, &item.vis, format!("enum{}", generics(&item.generics)))
        }
        Item::Trait(item) => {
            of_trait(&item.items, &mut members);
            let above = &item.supertraits;
            (&item.ident, &item.vis, format!("trait{}: {}", generics(&item.generics), spelled(&quote!(#above))))
        }
        _ => return None,
    };
    Some((name.to_string(), visibility, signature, members))
}

/// Returns the parts that an `impl` adds to a type.
pub(super) fn implemented(item: &syn::ItemImpl) -> Members {
    let mut members = Members::new();
    if let Some((path, _)) = &item.trait_ {
        let name = format!("impl {}", spelled(path));
        add(&mut members, name, String::new());
        return members;
    }
    for inner in &item.items {
        match inner {
            ImplItem::Fn(inner) if is_public(&inner.vis) && !is_hidden(&inner.attrs) => {
                add(&mut members, inner.sig.ident.to_string(), format!("fn{}", function(&inner.sig)));
            }
            ImplItem::Const(inner) if is_public(&inner.vis) => {
                add(&mut members, inner.ident.to_string(), format!("const: {}", spelled(&inner.ty)));
            }
            _ => {}
        }
    }
    members
}

/// Collects the functions that a macro defines, at any depth.
pub(super) fn of_macro(tokens: TokenStream, members: &mut Members) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_word = |at: usize, word: &str| matches!(tokens.get(at), Some(TokenTree::Ident(ident)) if ident == word);
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            of_macro(group.stream(), members);
        }
        if is_word(at, "pub") && is_word(at + 1, "fn") {
            let is_body = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == proc_macro2::Delimiter::Brace);
            let declared = tokens[at + 2..].iter().take_while(|token| !is_body(token)).cloned();
            let declared = spelled(&declared.collect::<TokenStream>());
            let name = declared.split(['(', '<']).next().unwrap_or_default().to_owned();
            add(members, name, format!("fn {declared}"));
        }
    }
}

fn of_trait(items: &[TraitItem], members: &mut Members) {
    let mut needed = Vec::new();
    for item in items {
        match item {
            TraitItem::Fn(item) => {
                add(members, item.sig.ident.to_string(), format!("fn{}", function(&item.sig)));
                needed.extend(item.default.is_none().then(|| item.sig.ident.to_string()));
            }
            TraitItem::Type(item) => {
                let bounds = &item.bounds;
                add(members, item.ident.to_string(), format!("type: {}", spelled(&quote!(#bounds))));
                needed.extend(item.default.is_none().then(|| item.ident.to_string()));
            }
            TraitItem::Const(item) => {
                add(members, item.ident.to_string(), format!("const: {}", spelled(&item.ty)));
                needed.extend(item.default.is_none().then(|| item.ident.to_string()));
            }
            _ => {}
        }
    }
    whole(members, "required items", needed.join(", "));
}

fn fields(fields: &Fields, is_closed: bool, members: &mut Members) {
    let mut all = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        let Field { vis, ident, ty, .. } = field;
        let name = ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
        if is_public(vis) {
            add(members, name.clone(), spelled(ty));
            all.push(name);
        }
    }
    if is_closed && all.len() == fields.len() {
        whole(members, "all fields", all.join(", "));
    }
}

/// Spells the types of the arguments, and the return type.
fn function(signature: &Signature) -> String {
    let argument = |argument: &FnArg| match argument {
        FnArg::Receiver(receiver) => {
            let is_by_value = matches!(receiver.kind, ReceiverKind::Value);
            if is_by_value { "self".to_owned() } else { spelled(receiver) }
        }
        FnArg::Typed(typed) => spelled(&typed.ty),
    };
    let arguments: Vec<String> = signature.inputs.iter().map(argument).collect();
    let returned = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => format!(" -> {}", spelled(ty)),
    };
    let (constant, generics) = (signature.constness.as_ref().map_or("", |_| " const"), generics(&signature.generics));
    format!("{constant}{generics}({}){returned}", arguments.join(", "))
}

fn generics(generics: &Generics) -> String {
    let bounds = &generics.where_clause;
    let bounds = bounds.as_ref().map_or_else(String::new, |bounds| format!(" {}", spelled(bounds)));
    format!("{}{bounds}", spelled(generics))
}

fn derives(attributes: &[Attribute], members: &mut Members) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let syn::Meta::List(list) = &attribute.meta else { continue };
        for name in spelled(&list.tokens).split(", ") {
            add(members, format!("impl {name}"), String::new());
        }
    }
}

fn add(members: &mut Members, name: String, text: String) {
    members.insert(name, Member { text, is_whole: false });
}

fn whole(members: &mut Members, name: &str, text: String) {
    members.insert(name.to_owned(), Member { text, is_whole: true });
}

/// Returns whether the item is `#[non_exhaustive]`.
fn is_open(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("non_exhaustive"))
}

/// Returns whether the item is public.
pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Returns whether the item is `#[doc(hidden)]`.
pub(super) fn is_hidden(attributes: &[Attribute]) -> bool {
    let is_hidden =
        |attribute: &Attribute| attribute.path().is_ident("doc") && spelled(&attribute.meta).contains("hidden");
    attributes.iter().any(is_hidden)
}
