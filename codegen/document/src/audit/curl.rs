//! Compares curl commands with the documentation above them.

use super::Auditor;
use super::address::{Address, parameter};
use super::finding::Finding;
use crate::document::{Curl, Operation, Workflow};
use verispec_model::finding as kind;
use verispec_model::ir::{self, AuthScheme};

impl<'a> Auditor<'a> {
    pub(super) fn curl(&mut self, workflow: &'a Workflow) {
        for operation in &workflow.operations {
            for curl in operation.requests.iter().filter_map(|request| request.curl.as_ref()) {
                self.sent_method(operation, curl);
                self.sent_url(operation, curl);
                if let Some(spec) = self.operation_of(operation) {
                    self.authorization(spec, curl);
                }
            }
        }
    }

    /// Compares the method of a command. Without an explicit method, curl sends GET, or POST if there is a body.
    fn sent_method(&mut self, operation: &Operation, curl: &Curl) {
        let Some(documented) = &operation.method else { return };
        let sends = curl.body.is_some() || !curl.form.is_empty();
        let implied = if sends { "POST" } else { "GET" };
        let (sent, span) =
            curl.method.as_ref().map_or((implied, super::start_of(curl.span)), |method| (&method.value, method.span));
        if sent.eq_ignore_ascii_case(&documented.value) {
            return;
        }
        let message = format!("the command uses {sent}, but the documented method is {}", documented.value);
        let finding = Finding::new(&kind::CURL_METHOD, span, message).says(sent).against(&documented.value);
        self.push(finding.related(documented.span, "documented here"));
    }

    fn sent_url(&mut self, operation: &Operation, curl: &Curl) {
        let Some(url) = &curl.url else { return };
        if operation.urls.is_empty() || operation.urls.iter().any(|known| self.fits(&known.url.value, &url.value)) {
            return;
        }
        let finding = Finding::new(&kind::CURL_URL, url.span, "the command's URL is not one of the documented URLs");
        let finding = finding.against(&operation.urls[0].url.value);
        self.push(finding.related(operation.urls[0].url.span, "the first documented URL"));
    }

    /// Returns whether a URL matches a documented one, with any values for the parameters.
    fn fits(&self, documented: &str, url: &str) -> bool {
        let (Some(known), Some(sent)) = (Address::parse(documented), Address::parse(url)) else { return false };
        let (mut known_path, mut path) = (known.path.split('/'), sent.path.split('/'));
        let fits = known.may_be_at(sent.host)
            && known_path.by_ref().all(|segment| {
                path.next().is_some_and(|value| match parameter(self.layout, segment) {
                    Some(_) => !value.is_empty(),
                    None => segment == value || parameter(self.layout, value).is_some(),
                })
            });
        fits && path.next().is_none()
    }

    fn authorization(&mut self, spec: &ir::Operation, curl: &Curl) {
        let schemes: Vec<AuthScheme> = spec.auth.iter().map(|id| self.model[*id].scheme).collect();
        if schemes.is_empty() || schemes.contains(&AuthScheme::None) {
            return;
        }
        let words: Vec<&str> = schemes.iter().filter_map(|scheme| word(*scheme)).collect();
        let sent = curl.headers.iter().find(|header| header.name.value.eq_ignore_ascii_case("authorization"));
        let Some(header) = sent else {
            // A curl option can also pass a user name and password.
            if !schemes.contains(&AuthScheme::Basic) {
                let message = format!("the command has no Authorization header, but needs one with {}", words[0]);
                let finding = Finding::new(&kind::AUTHORIZATION, super::start_of(curl.span), message);
                self.push(finding.says("no Authorization header").against(words[0]));
            }
            return;
        };
        let first = header.value.value.split(' ').next().unwrap_or_default();
        if words.iter().any(|word| first.eq_ignore_ascii_case(word)) {
            return;
        }
        let message = format!("the Authorization header does not start with {}", words[0]);
        self.push(Finding::new(&kind::AUTHORIZATION, header.value.span, message).against(words[0]));
    }
}

fn word(scheme: AuthScheme) -> Option<&'static str> {
    match scheme {
        AuthScheme::Basic => Some("Basic"),
        AuthScheme::Bearer => Some("Bearer"),
        AuthScheme::None => None,
    }
}
