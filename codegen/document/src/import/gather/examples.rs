//! Gathers examples: pairs the requests and responses of a section, and records where they contradict the text.

use serde_json::Value;
use verispec_model::finding::{self, Kind};

use super::operations::scheme;
use super::{Gather, Section, urls};
use crate::document::{self, Body, Curl, Request, Response};
use crate::import::bearings::{at, is_key};
use crate::import::facts::{Contradiction, Example};
use verispec_text::words::one_line;

impl Gather<'_> {
    /// Pairs requests with their responses: by the same label, or by position.
    pub(super) fn examples(
        &mut self,
        section: &Section<'_>,
        said: &document::Operation,
        operation: &str,
    ) -> Vec<Example> {
        let mut left: Vec<&Response> = said.responses.iter().collect();
        let mut examples = Vec::new();
        for request in &said.requests {
            let same = left.iter().position(|response| same_label(&request.label.value, &response.label.value));
            let only = (said.requests.len() == 1 && said.responses.len() == 1).then_some(0);
            let response = same.or(only).filter(|index| *index < left.len()).map(|index| left.remove(index));
            examples.extend(self.example(section, said, (Some(request), response), operation));
        }
        for response in left {
            examples.extend(self.example(section, said, (None, Some(response)), operation));
        }
        examples
    }

    fn example(
        &mut self,
        section: &Section<'_>,
        said: &document::Operation,
        (request, response): (Option<&Request>, Option<&Response>),
        operation: &str,
    ) -> Option<Example> {
        let curl = request.and_then(|request| request.curl.as_ref());
        let body = request.and_then(Request::body);
        let sent = body.and_then(|body| body.json.as_ref()).map(|data| data.to_json());
        let received = response.and_then(|response| response.body.json.as_ref()).map(|data| data.to_json());
        let url = curl.and_then(|curl| curl.url.as_ref());
        let path = url.and_then(|url| urls::parts(&url.value)).map(|parts| self.template(parts.path));
        let labels = [request.map(|request| &request.label), response.map(|response| &response.label)];
        let label =
            labels.into_iter().flatten().map(|label| label.value.as_str()).find(|label| !label.trim().is_empty());
        if sent.is_none() && received.is_none() && path.is_none() {
            return None;
        }
        let todos = sent.as_ref().and_then(|sent| self.foreign_key(section, sent, body, operation));
        Some(Example {
            label: one_line(label.unwrap_or(&said.heading.text.value)),
            path,
            request: sent,
            response: received,
            todos: todos.into_iter().collect(),
        })
    }

    /// Records a request that contains the key of another workflow, and returns the comment for it.
    fn foreign_key(
        &mut self,
        section: &Section<'_>,
        sent: &Value,
        body: Option<&Body>,
        operation: &str,
    ) -> Option<String> {
        let key = section.key;
        let found = at(sent, self.bearings.key.as_ref()?)?;
        if is_key(found, key) {
            return None;
        }
        let lines = self.lines.of(body?.text.span);
        let own = self.lines.of(section.said.key.as_ref()?.span);
        let text = format!(
            "the example of {operation} has the key {found} ({lines}), but this workflow has the key {key} ({own}); the example is kept"
        );
        Some(self.contradiction(section, text, lines.first, &[&finding::FOREIGN_KEY]))
    }

    /// Records contradictions between the curl command and the text, and returns the comments for them.
    pub(super) fn against_curl(&mut self, section: &Section<'_>, said: &document::Operation) -> Vec<String> {
        let mut todos = Vec::new();
        for curl in said.requests.iter().filter_map(|request| request.curl.as_ref()) {
            if let (Some(text), Some(method)) = (&said.method, &curl.method)
                && !text.value.eq_ignore_ascii_case(&method.value)
            {
                let (told, shown) = (self.lines.of(text.span), self.lines.of(method.span));
                let (text, method) = (text.value.to_uppercase(), method.value.to_uppercase());
                let text = format!("the text says {text} ({told}), but curl sends {method} ({shown}); using {text}");
                todos.push(self.contradiction(section, text, told.first, &[&finding::CURL_METHOD]));
            }
            todos.extend(self.strange_url(section, said, curl));
            todos.extend(self.no_scheme(section, curl));
        }
        todos
    }

    /// Records a curl URL that is not one of the documented URLs, and returns the comment for it.
    fn strange_url(&mut self, section: &Section<'_>, said: &document::Operation, curl: &Curl) -> Option<String> {
        let url = curl.url.as_ref()?;
        let shown = urls::parts(&url.value)?;
        let known: Vec<_> = said.urls.iter().filter_map(|url| urls::parts(&url.url.value)).collect();
        let path = self.template(shown.path);
        let fits = |known: &urls::Parts<'_>| {
            (known.host.is_empty() || known.host == shown.host) && urls::covers(&self.template(known.path), &path)
        };
        if known.is_empty() || known.iter().any(fits) {
            return None;
        }
        let lines = self.lines.of(url.span);
        let told = self.lines.of(said.urls.first()?.url.span);
        let text = format!("curl's URL ({lines}) is not one of the URLs in the text ({told}); using the text");
        Some(self.contradiction(section, text, lines.first, &[&finding::CURL_URL, &finding::URL_REGION]))
    }

    /// Records a token without an authentication scheme, although other requests have one, and returns the comment for
    /// it.
    fn no_scheme(&mut self, section: &Section<'_>, curl: &Curl) -> Option<String> {
        let header = curl.headers.iter().find(|header| header.name.value.eq_ignore_ascii_case("authorization"))?;
        if scheme(&header.value.value).is_some() {
            return None;
        }
        let lines = self.lines.of(header.value.span);
        let taken = self.facts.schemes.keys().next()?.clone();
        let text = format!(
            "curl sends a token without a scheme ({lines}), but other requests send one ({taken}); using the scheme"
        );
        Some(self.contradiction(section, text, lines.first, &[&finding::AUTHORIZATION]))
    }

    /// Records a contradiction, and returns the comment for it; `kinds` are the names of the findings in an audit.
    pub(super) fn contradiction(
        &mut self,
        section: &Section<'_>,
        text: String,
        line: usize,
        kinds: &[&Kind],
    ) -> String {
        let decided = self.settled.by(Some(section.key), None, kinds);
        let decided: Vec<String> = decided.iter().map(|id| self.model[*id].name.wire.clone()).collect();
        let comment = match decided.as_slice() {
            [] => format!("todo: {text}"),
            known => format!("todo: {text} (see {})", known.join(", ")),
        };
        self.facts.contradictions.push(Contradiction { workflow: section.stem.clone(), text, line, decided });
        comment
    }
}

/// Returns whether a text contains this word.
pub(in crate::import) fn has_word(text: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    text.split(|c| !is_letter(c)).any(|other| other == word)
}

/// Returns whether two labels are equal, ignoring case, spaces and punctuation.
fn same_label(first: &str, second: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    letters(first) == letters(second)
}
