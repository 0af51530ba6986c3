//! Renders paths of rules as Rust: expressions for a value of the typed payload, and for its JSON Pointer.

use std::ops::Deref;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::tokens::snake;
use verispec_model::ir::{Path, Schema, Shape, Step, Storage, Value};

/// The base of a path: expressions for the value there and for its JSON Pointer.
#[derive(Clone)]
pub(super) struct Base {
    pub(super) value: TokenStream,
    pub(super) at: TokenStream,
    /// The number of enclosing lists, which determines the name of the next index.
    pub(super) depth: usize,
}

impl Base {
    /// Returns the base for the payload as a whole.
    pub(super) fn body() -> Self {
        Self { value: quote!(body), at: quote!(At::ROOT), depth: 0 }
    }
}

/// A value on the path.
#[derive(Clone)]
pub(super) struct Access {
    way: Way,
    /// For each object on the path in a received payload, an expression that tells whether the object had the expected
    /// form. If it did not, it is unknown whether the values below it are present, and they do not count as absent.
    objects: Vec<TokenStream>,
    /// The object that contains the value in a received payload, and the value's name in JSON.
    field: Option<(Way, String)>,
}

/// The way to access a value.
#[derive(Clone)]
pub(super) enum Way {
    /// The value, stored directly.
    Direct(TokenStream),
    /// The value, stored as an `Option`.
    Optional(TokenStream),
    /// A list or map in a received payload, which is empty if it is absent.
    Received(Received),
    /// A value below an object that may be absent.
    Below(Below),
}

/// A list or map in a received payload.
#[derive(Clone)]
pub(super) struct Received {
    /// The object that contains the list or map.
    owner: TokenStream,
    field: Ident,
    /// The name of the list or map in JSON.
    wire: String,
    is_list: bool,
}

impl Received {
    fn place(&self) -> TokenStream {
        let (owner, field) = (&self.owner, &self.field);
        quote!(#owner.#field)
    }

    /// Renders an optional slice. A value that is not a list has no items.
    fn slice(&self) -> TokenStream {
        let (owner, wire, place) = (&self.owner, &self.wire, self.place());
        quote!(#owner.extra.listed(#wire, &#place))
    }

    fn is_there(&self, there: bool) -> TokenStream {
        match (self.is_list, there) {
            (true, true) => {
                let slice = self.slice();
                quote!(#slice.is_some())
            }
            (true, false) => {
                let slice = self.slice();
                quote!(#slice.is_none())
            }
            (false, there) => {
                let (place, not) = (self.place(), there.then(|| quote!(!)));
                quote!(#not #place.is_empty())
            }
        }
    }
}

/// A value below an object that may be absent.
#[derive(Clone)]
pub(super) struct Below {
    /// An expression of type `Option<&T>`.
    base: TokenStream,
    /// The remaining fields below `T`.
    fields: Vec<Ident>,
    /// How the last field stores its value.
    storage: Storage,
    /// The last field's name in JSON.
    wire: String,
}

impl Below {
    fn place(&self) -> TokenStream {
        let fields = &self.fields;
        quote!(value #(.#fields)*)
    }

    fn optional(&self) -> bool {
        self.storage == Storage::Optional
    }

    /// Returns how to access the last field on the object that owns it; `None` if the field is not a list or map in a
    /// received payload.
    fn received(&self) -> Option<Received> {
        let is_list = match self.storage {
            Storage::List => true,
            Storage::Map => false,
            Storage::Plain | Storage::Optional | Storage::Nested => return None,
        };
        let (field, before) = self.fields.split_last()?;
        Some(Received { owner: quote!(value #(.#before)*), field: field.clone(), wire: self.wire.clone(), is_list })
    }
}

impl Access {
    fn direct(value: TokenStream) -> Self {
        Self { way: Way::Direct(value), objects: Vec::new(), field: None }
    }

    /// Renders whether the value is absent, as an expression; `None` if it never is. A value of an unexpected form is
    /// not absent.
    pub(super) fn is_none(&self) -> Option<TokenStream> {
        let (is_none, objects) = (self.way.is_none()?, &self.objects);
        let field = self.field.as_ref().map(|(owner, wire)| owner.beside(wire, &quote!(lacks)));
        let conditions = objects.iter().chain(&field);
        Some(quote!(#is_none #(&& #conditions)*))
    }

    fn member(mut self, step: &Step) -> Self {
        let object = self.field.map(|(owner, wire)| owner.beside(&wire, &quote!(lacks_object)));
        self.objects.extend(object);
        let field = step.received.then(|| (self.way.clone(), step.name.wire.clone()));
        Self { way: self.way.member(step), objects: self.objects, field }
    }
}

impl Deref for Access {
    type Target = Way;

    fn deref(&self) -> &Way {
        &self.way
    }
}

impl Way {
    /// Renders a call of `ask`, with this name, on the extra data of the object that contains the value.
    fn beside(&self, wire: &str, ask: &TokenStream) -> TokenStream {
        let within = |base: TokenStream, place: TokenStream| quote!(#base.is_none_or(|value| #place.extra.#ask(#wire)));
        match self {
            Way::Direct(value) => quote!(#value.extra.#ask(#wire)),
            Way::Optional(value) => within(quote!(#value.as_ref()), quote!(value)),
            Way::Received(received) => {
                let place = received.place();
                quote!(#place.extra.#ask(#wire))
            }
            Way::Below(below) if below.optional() => within(below.map(quote!(), quote!(.as_ref())), quote!(value)),
            Way::Below(below) => within(below.base.clone(), below.place()),
        }
    }

    /// Returns the expression for the value if it is stored directly, and is therefore always present.
    pub(super) fn always(&self) -> Option<&TokenStream> {
        match self {
            Way::Direct(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the expression for the stored `Option`, if there is one.
    pub(super) fn optional(&self) -> Option<&TokenStream> {
        match self {
            Way::Optional(value) => Some(value),
            _ => None,
        }
    }

    /// Renders whether the value is present, as an expression; `None` if it always is.
    pub(super) fn is_some(&self) -> Option<TokenStream> {
        match self {
            Way::Direct(_) => None,
            Way::Optional(value) => Some(quote!(#value.is_some())),
            Way::Received(received) => Some(received.is_there(true)),
            Way::Below(below) => Some(below.ask(quote!(is_some), quote!(is_some_and))),
        }
    }

    fn is_none(&self) -> Option<TokenStream> {
        match self {
            Way::Direct(_) => None,
            Way::Optional(value) => Some(quote!(#value.is_none())),
            Way::Received(received) => Some(received.is_there(false)),
            Way::Below(below) => Some(below.ask(quote!(is_none), quote!(is_none_or))),
        }
    }

    /// Renders `Option<&str>`.
    pub(super) fn text(&self) -> TokenStream {
        match self {
            Way::Direct(value) | Way::Optional(value) => quote!(#value.as_text()),
            Way::Received(received) => {
                let place = received.place();
                quote!(#place.as_text())
            }
            Way::Below(below) => {
                let (base, place) = (&below.base, below.place());
                quote!(#base.and_then(|value| #place.as_text()))
            }
        }
    }

    /// Renders `Option<&Number>`.
    pub(super) fn number(&self) -> TokenStream {
        match self {
            Way::Direct(value) | Way::Optional(value) => quote!(#value.as_number()),
            // A list or a map is not a number.
            Way::Received(_) => quote!(None),
            Way::Below(below) => {
                let (base, place) = (&below.base, below.place());
                quote!(#base.and_then(|value| #place.as_number()))
            }
        }
    }

    /// Renders `Option<T>` of a number or boolean.
    pub(super) fn copied(&self, personal: bool) -> TokenStream {
        match (self, personal) {
            (Way::Direct(value), false) => quote!(Some(#value)),
            (Way::Direct(value), true) => quote!(Some(*#value)),
            (Way::Optional(value), false) => quote!(#value),
            (Way::Received(received), _) => received.place(),
            (Way::Optional(value), true) => quote!(#value.as_deref().copied()),
            (Way::Below(below), false) => below.map(quote!(), quote!()),
            (Way::Below(below), true) => below.map(quote!(.clone().into_inner()), quote!(.as_deref().copied())),
        }
    }

    /// Renders `Option<&[T]>`.
    pub(super) fn slice(&self) -> TokenStream {
        match self {
            Way::Direct(value) => quote!(Some(#value.as_slice())),
            Way::Optional(value) => quote!(#value.as_deref()),
            Way::Received(received) => received.slice(),
            Way::Below(below) => match below.received() {
                Some(received) => {
                    let (base, slice) = (&below.base, received.slice());
                    quote!(#base.and_then(|value| #slice))
                }
                None => below.map(quote!(.as_slice()), quote!(.as_deref())),
            },
        }
    }

    /// Renders `Option<usize>`.
    pub(super) fn length(&self) -> TokenStream {
        match self {
            Way::Direct(value) => quote!(Some(#value.len())),
            Way::Optional(value) => quote!(#value.as_ref().map(Vec::len)),
            Way::Received(_) => {
                let slice = self.slice();
                quote!(#slice.map(<[_]>::len))
            }
            Way::Below(below) if below.received().is_some() => {
                let slice = self.slice();
                quote!(#slice.map(<[_]>::len))
            }
            Way::Below(below) => below.map(quote!(.len()), quote!(.as_ref().map(Vec::len))),
        }
    }

    /// Renders an iterator over the items of a list, which is empty if the list is absent.
    fn items(&self) -> TokenStream {
        match self {
            Way::Direct(list) => quote!(&#list),
            Way::Received(received) => {
                let place = received.place();
                quote!(&#place)
            }
            Way::Optional(list) => quote!(#list.as_deref().unwrap_or_default().iter()),
            Way::Below(below) => {
                let (base, place) = (&below.base, below.place());
                let items = if below.optional() { quote!(#place.iter().flatten()) } else { quote!(&#place) };
                quote!(#base.into_iter().flat_map(|value| #items))
            }
        }
    }

    /// Renders an iterator like [`items`](Self::items), with the index of each item.
    fn numbered_items(&self) -> TokenStream {
        match self {
            Way::Direct(list) => quote!(#list.iter().enumerate()),
            Way::Received(received) => {
                let place = received.place();
                quote!(#place.iter().enumerate())
            }
            _ => {
                let items = self.items();
                quote!(#items.enumerate())
            }
        }
    }

    fn member(self, step: &Step) -> Self {
        let (field, storage, wire) = (snake(&step.name), step.storage, step.name.wire.clone());
        match self {
            Way::Direct(value) => match storage {
                Storage::Optional => Way::Optional(quote!(#value.#field)),
                Storage::Plain | Storage::Nested => Way::Direct(quote!(#value.#field)),
                Storage::List | Storage::Map => {
                    Way::Received(Received { owner: value, field, wire, is_list: storage == Storage::List })
                }
            },
            Way::Optional(value) => {
                Way::Below(Below { base: quote!(#value.as_ref()), fields: vec![field], storage, wire })
            }
            // No path continues below a list: its items are the base of another path.
            Way::Received(received) => Way::Direct(received.place()),
            Way::Below(below) if below.optional() => {
                let base = below.map(quote!(), quote!(.as_ref()));
                Way::Below(Below { base, fields: vec![field], storage, wire })
            }
            Way::Below(mut below) => {
                below.fields.push(field);
                Way::Below(Below { storage, wire, ..below })
            }
        }
    }
}

impl Below {
    /// Renders `base.map(|value| value.field…)`, or `and_then` with another ending if the field stores an `Option`.
    fn map(&self, ending: TokenStream, optional_ending: TokenStream) -> TokenStream {
        let (base, place) = (&self.base, self.place());
        match self.optional() {
            true => quote!(#base.and_then(|value| #place #optional_ending)),
            false => quote!(#base.map(|value| #place #ending)),
        }
    }

    /// Renders `base.is_some()`, or `base.is_some_and(|value| value.field.is_some())` if the field stores an `Option`.
    fn ask(&self, plain: TokenStream, nested: TokenStream) -> TokenStream {
        let (base, place) = (&self.base, self.place());
        match (self.optional(), self.received()) {
            (true, _) => quote!(#base.#nested(|value| #place.#plain())),
            (false, Some(received)) => {
                let is_there = received.is_there(plain.to_string() == "is_some");
                quote!(#base.#nested(|value| #is_there))
            }
            (false, None) => quote!(#base.#plain()),
        }
    }
}

/// Follows a path and renders `leaf` at its end. Lists on the path become enclosing loops.
pub(super) fn walk(base: &Base, steps: &[Step], leaf: impl FnOnce(&Access, &Base) -> TokenStream) -> TokenStream {
    let mut access = Access::direct(base.value.clone());
    let mut at = base.at.clone();
    for (position, step) in steps.iter().enumerate() {
        access = access.member(step);
        let wire = &step.name.wire;
        at = quote!(#at.member(#wire));
        if !step.each {
            continue;
        }
        let (index, item) = loop_names(base.depth);
        let inner = Base { value: quote!(#item), at: quote!(#at.item(#index)), depth: base.depth + 1 };
        let rest = walk(&inner, &steps[position + 1..], leaf);
        // Unused indexes are not bound.
        let list = if mentions(&rest, &index) { access.numbered_items() } else { access.items() };
        return match mentions(&rest, &index) {
            true => quote!(for (#index, #item) in #list { #rest }),
            false => quote!(for #item in #list { #rest }),
        };
    }
    leaf(&access, &Base { value: base.value.clone(), at, depth: base.depth })
}

/// Returns whether an identifier occurs anywhere in the tokens.
pub(super) fn mentions(tokens: &TokenStream, ident: &Ident) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(found) => found == *ident,
        proc_macro2::TokenTree::Group(group) => mentions(&group.stream(), ident),
        _ => false,
    })
}

fn loop_names(depth: usize) -> (Ident, Ident) {
    let ident = |name: &str| Ident::new(name, Span::call_site());
    match depth {
        0 => (ident("index"), ident("item")),
        1 => (ident("inner_index"), ident("inner")),
        _ => (ident(&format!("index{depth}")), ident(&format!("item{depth}"))),
    }
}

/// Renders a pointer to a path outside of lists.
pub(super) fn pointer(base: &TokenStream, steps: &[Step]) -> TokenStream {
    let wires = steps.iter().map(|step| &step.name.wire);
    quote!(#base #(.member(#wires))*)
}

/// Renders the location of a value outside the payload: the context's field for it.
pub(super) fn context_pointer(value: &Value) -> TokenStream {
    // A value without a fact is derived from the workflow.
    let fact = value.fact().unwrap_or_else(|| "workflow_key".to_owned());
    let path = fact.splitn(2, '.');
    quote!(At::ROOT.member("context") #(.member(#path))*)
}

/// Returns whether the value at the end of a path is marked as personal, for code that depends on its wrapper.
pub(super) fn is_personal(path: &Path) -> bool {
    path.schema.as_ref().is_some_and(|schema: &Schema| schema.personal)
        || path.steps.last().is_some_and(|step| step.personal)
}

/// Returns whether the value at the end of a path is a number that keeps its spelling.
pub(super) fn is_number(path: &Path) -> bool {
    path.schema.as_ref().is_some_and(|schema| matches!(schema.shape, Shape::Number))
}
