//! Compares facts in the lines of paragraphs and lists with the spec: methods and URLs, addresses of callbacks,
//! headers, times, and schedules.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Auditor, Finding, NOTHING, values};
use crate::audit::finding::Verdict;
use crate::audit::listed;
use crate::document::{Heading, PassageContent, above, exact, is_below, places};
use verispec_model::finding as kind;
use verispec_model::ir::{DocumentLines, Operation, Region, Tables};
use verispec_runtime::runtime::time::duration;
use verispec_spec::syntax::Text;
use verispec_text::source::Span;

/// The values that were read from the lines below a heading.
struct Lines<'a> {
    entry: &'a DocumentLines,
    section: String,
    /// The span of the heading.
    head: Span,
    operation: Option<&'a Operation>,
    /// The values of each placeholder, with the index of the region that they are about.
    read: Vec<(&'a str, Text, Option<usize>)>,
    /// The first location of each region in the lines.
    regions: Vec<(usize, Span)>,
}

impl<'a> Lines<'a> {
    fn of<'l>(&'l self, place: &'l str) -> impl Iterator<Item = (&'l Text, Option<usize>)> + use<'l, 'a> {
        self.read.iter().filter(move |(name, ..)| *name == place).map(|(_, text, region)| (text, *region))
    }

    /// Returns whether some line has a value of this kind. If a pattern reads one and no line has it, only the missing line is
    /// reported.
    fn has(&self, place: &str) -> bool {
        self.of(place).next().is_some()
    }

    fn reads(&self, place: &str) -> bool {
        self.entry.read.iter().any(|line| line.value.contains(&format!("{{{place}}}")))
    }
}

impl<'a> Auditor<'a> {
    /// `named` contains the headings of the document as the layout names them.
    pub(super) fn lines(&mut self, tables: &'a Tables, named: &[Heading]) {
        for entry in &tables.lines {
            let passages = self.document.passages.iter();
            let below: Vec<_> = passages
                .filter(|passage| is_below(&entry.heading, &above(named, passage.heading)))
                .filter_map(|passage| match &passage.content {
                    PassageContent::Lines(lines) => Some((passage.heading?, lines)),
                    PassageContent::Table(_) => None,
                })
                .collect();
            let Some((heading, _)) = below.first() else {
                self.nothing_below(named, &entry.heading, entry.span, "line");
                continue;
            };
            let mut lines = Lines {
                entry,
                section: entry.heading.join(" > "),
                head: self.document.headings[*heading].text.span,
                operation: entry.operation.map(|(id, _)| &self.model[id]),
                read: Vec::new(),
                regions: Vec::new(),
            };
            let below = below.iter().flat_map(|(_, lines)| lines.iter()).filter(|line| !line.value.is_empty());
            self.read_lines(tables, &mut lines, &below.collect::<Vec<_>>());
            self.held_lines(&lines);
        }
    }

    /// Reads each line with the first pattern that matches. A pattern without a matching line is reported, because its
    /// line was removed.
    fn read_lines(&mut self, tables: &'a Tables, lines: &mut Lines<'a>, below: &[&Text]) {
        let entry = lines.entry;
        let mut used = vec![false; entry.read.len()];
        let mut region: Option<usize> = None;
        let renamed = self.renamed_region(tables, lines, below);
        for line in below {
            let Some((index, found)) = fitting(entry, line) else { continue };
            let part = |range: &Range<usize>| Text {
                value: line.value[range.clone()].to_owned(),
                span: line.within(range.clone()),
            };
            if let Some((_, range)) = found.iter().find(|(name, _)| *name == "region") {
                let name = part(range);
                region = self.region_called(tables, &name.value);
                if let Some((_, known)) = renamed.as_ref().filter(|(written, _)| *written == name.value) {
                    region = Some(*known);
                    self.unknown_region(lines, &name, region);
                }
                match region {
                    Some(index) => lines.regions.push((index, name.span)),
                    // A line of the same form that is about something else is not followed by a URL or address.
                    None => {
                        self.unknown_region(lines, &name, None);
                        continue;
                    }
                }
            }
            used[index] = true;
            for (name, range) in found.iter().filter(|(name, _)| *name != "region") {
                lines.read.push((name, part(range), region));
            }
        }
        for (pattern, _) in entry.read.iter().zip(used).filter(|(_, used)| !used) {
            let message = format!("no line below `{}` matches `{}`", lines.section, pattern.value);
            let finding = Finding::new(&kind::MISSING_LINE, lines.head, message).says(NOTHING).against(&pattern.value);
            self.tell_in(&lines.section, finding.related(pattern.span, "the pattern in the layout"));
        }
    }

    fn region_called(&mut self, tables: &Tables, words: &str) -> Option<usize> {
        let own = self.model.regions.iter().position(|region| region.name.wire.eq_ignore_ascii_case(words));
        let known = tables.regions.iter().find(|(known, _)| known.value == words);
        self.used.extend(known.filter(|(_, region)| Some(*region) != own).map(|(words, _)| words.span));
        known.map(|(_, region)| *region).or(own)
    }

    /// If the lines name one region that the spec does not have, and lack one that it has, these are the same.
    fn renamed_region(&mut self, tables: &Tables, lines: &Lines<'a>, below: &[&Text]) -> Option<(String, usize)> {
        let (mut known, mut unknown) = (BTreeSet::new(), BTreeSet::new());
        for line in below {
            let Some((_, found)) = fitting(lines.entry, line) else { continue };
            for (_, range) in found.into_iter().filter(|(name, _)| *name == "region") {
                match self.region_called(tables, &line.value[range.clone()]) {
                    Some(region) => drop(known.insert(region)),
                    None => drop(unknown.insert(line.value[range].to_owned())),
                }
            }
        }
        let has_facts = |region: &Region| match lines.operation {
            Some(operation) => lines.reads("url") && operation.url(region).is_some(),
            None => region.callbacks.is_some(),
        };
        let is_absent = |region: &Region| lines.entry.absent.iter().any(|absent| absent.value == region.name.wire);
        let regions = self.model.regions.iter().enumerate();
        let lacking =
            regions.filter(|(index, region)| !known.contains(index) && has_facts(region) && !is_absent(region));
        let lacking: Vec<usize> = lacking.map(|(index, _)| index).collect();
        match (unknown.first(), lacking.as_slice()) {
            (Some(unknown_name), [region]) if unknown.len() == 1 => Some((unknown_name.clone(), *region)),
            _ => None,
        }
    }

    /// Reports a region that the spec does not have, or calls otherwise.
    fn unknown_region(&mut self, lines: &Lines<'a>, name: &Text, known: Option<usize>) {
        self.compared("region", Verdict::OnlyInDocument, Some(name.span), None);
        let known = known.map(|index| format!("; this must be `{}`", self.model.regions[index].name.wire));
        let message = format!("the spec has no region `{}`{}", name.value, known.unwrap_or_default());
        self.tell_in(&lines.section, Finding::new(&kind::REGION, name.span, message).says(&name.value));
    }

    fn held_lines(&mut self, lines: &Lines<'a>) {
        if let (Some(operation), Some((_, span))) = (lines.operation, lines.entry.operation) {
            let before = self.facts.len();
            self.methods(lines, operation);
            self.urls(lines, operation);
            self.statuses(lines, operation);
            self.media_types(lines, operation);
            self.used.extend((self.facts.len() > before).then_some(span));
        }
        self.callbacks(lines);
        self.headers_of(lines);
        if let Some((lifetime, span)) = lines.entry.lifetime {
            let before = self.facts.len();
            self.times(lines, lifetime);
            self.used.extend((self.facts.len() > before).then_some(span));
        }
        self.schedule(lines);
        for absent in &lines.entry.absent {
            if lines.of("header").any(|(name, _)| name.value == absent.value) {
                let message = format!("the layout says that the lines omit `{}`, but a line has it", absent.value);
                let finding =
                    Finding::new(&kind::UNUSED_ENTRY, absent.span, message).says(&absent.value).against(NOTHING);
                self.tell_in(&lines.section, finding);
            }
        }
    }

    /// Compares a value that was read from a line.
    fn line(&mut self, lines: &Lines<'a>, what: &'static str, place: Span, written: &str, known: &str, same: bool) {
        self.compared(what, if same { Verdict::Agrees } else { Verdict::Differs }, Some(place), None);
        if !same {
            let message = format!("the {what} is {written} here and {known} in the spec");
            let finding = Finding::new(&kind::LINE, place, message).says(format!("{what}: {written}")).against(known);
            let finding =
                lines.operation.into_iter().fold(finding, |finding, operation| finding.of(&operation.name.wire));
            self.tell_in(&lines.section, finding);
        }
    }

    fn methods(&mut self, lines: &Lines<'a>, operation: &Operation) {
        for (method, _) in lines.of("method") {
            let known = operation.method.as_str();
            self.line(lines, "method", method.span, &method.value, known, method.value.eq_ignore_ascii_case(known));
        }
    }

    fn urls(&mut self, lines: &Lines<'a>, operation: &'a Operation) {
        let model = self.model;
        for (url, region) in lines.of("url") {
            let region: Option<&Region> = region.map(|index| &model.regions[index]);
            let known = region.and_then(|region| operation.url(region)).unwrap_or_else(|| NOTHING.to_owned());
            let same = region.is_some_and(|region| self.is_url(&url.value, operation, region));
            self.uses_parameters(&url.value);
            self.line(lines, "URL", url.span, &url.value, &known, same);
        }
        if !lines.has("url") {
            return;
        }
        for (index, region) in model.regions.iter().enumerate() {
            let Some(url) = operation.url(region) else { continue };
            if !lines.of("url").any(|(_, of)| of == Some(index))
                && !self.is_absent(&lines.entry.absent, &region.name.wire)
            {
                self.line(lines, "URL", lines.head, NOTHING, &url, false);
            }
        }
    }

    /// Records the notations of parameters that a URL has.
    fn uses_parameters(&mut self, url: &str) {
        let Some(tables) = &self.layout.tables else { return };
        for part in url.split(['/', '?', '&', '=']) {
            let known = tables.parameters.iter().find(|pattern| exact(&pattern.value, part).is_some());
            self.used.extend(known.map(|pattern| pattern.span));
        }
    }

    fn statuses(&mut self, lines: &Lines<'a>, operation: &Operation) {
        for (status, _) in lines.of("status") {
            let known = operation.response.status.to_string();
            let same = numbers(&status.value) == [u64::from(operation.response.status)];
            self.line(lines, "status", status.span, &status.value, &known, same);
        }
        for (errors, _) in lines.of("errors") {
            let mut written: Vec<String> = numbers(&errors.value).iter().map(u64::to_string).collect();
            let known = operation.errors.iter().filter(|status| !self.is_absent(&lines.entry.absent, status));
            let mut known: Vec<String> = known.cloned().collect();
            written.sort();
            known.sort();
            let same = written == known;
            self.line(lines, "error statuses", errors.span, &listed(&written), &listed(&known), same);
        }
    }

    /// Compares the hosts and addresses that callbacks come from, by region.
    fn callbacks(&mut self, lines: &Lines<'a>) {
        // Without the line that names the region, which is reported, nothing can be said of any.
        if lines.reads("region") && lines.regions.is_empty() {
            return;
        }
        let model = self.model;
        for (index, region) in model.regions.iter().enumerate() {
            let Some(senders) = &region.callbacks else { continue };
            let here = lines.regions.iter().find(|(of, _)| *of == index).map_or(lines.head, |(_, span)| *span);
            let of =
                |place: &'static str| lines.of(place).filter(move |(_, of)| *of == Some(index)).map(|(text, _)| text);
            if lines.has("address") {
                let extra: Vec<&Text> = of("address").filter(|text| !senders.addresses.contains(&text.value)).collect();
                let has = |address: &&String| of("address").any(|text| text.value == **address);
                let lacking: Vec<String> = senders.addresses.iter().filter(|known| !has(known)).cloned().collect();
                let names: Vec<String> = extra.iter().map(|text| text.value.clone()).collect();
                let place = extra.first().map_or(here, |text| text.span);
                let same = extra.is_empty() && lacking.is_empty();
                self.compared("addresses", if same { Verdict::Agrees } else { Verdict::Differs }, Some(place), None);
                if !same {
                    let name = &region.name.wire;
                    let message =
                        format!("the addresses of callbacks of {name} differ: {}", values::sides(&names, &lacking));
                    let finding =
                        Finding::new(&kind::LINE, place, message).also(extra.iter().skip(1).map(|text| text.span));
                    let finding = finding.says(format!("{name}: {}", listed(&names))).against(listed(&lacking));
                    self.tell_in(&lines.section, finding.related(senders.source.span, "the addresses in the spec"));
                }
            }
            if lines.has("host") {
                let host = of("host").next();
                let written = host.map_or(NOTHING, |text| text.value.as_str());
                let place = host.map_or(here, |text| text.span);
                self.line(lines, "host of callbacks", place, written, &senders.host, written == senders.host);
            }
        }
    }

    /// Compares the headers of a request by name.
    fn headers_of(&mut self, lines: &Lines<'a>) {
        if !lines.has("header") {
            return;
        }
        let known: Vec<&str> = self.model.provider.headers.iter().map(|header| header.name.as_str()).collect();
        let has = |wanted: &str| lines.of("header").any(|(name, _)| name.value == wanted);
        let lacking = known.iter().copied().filter(|name| !has(name) && !self.is_absent(&lines.entry.absent, name));
        let mut lacking: Vec<&str> = lacking.collect();
        let mut previous = lines.head;
        for (name, _) in lines.of("header") {
            let is_known = known.contains(&name.value.as_str());
            if is_known {
                previous = name.span;
            }
            // A header with a similar name is reported as one renamed header, and not as an added and a removed one.
            let close = verispec_text::words::closest(&name.value, lacking.iter().copied()).filter(|_| !is_known);
            lacking.retain(|other| Some(*other) != close);
            self.line(lines, "header", name.span, &name.value, close.unwrap_or(NOTHING), is_known);
        }
        for name in lacking {
            self.line(lines, "header", previous, NOTHING, name, false);
        }
    }

    /// Compares the media types in the headers of a request with those of the operation.
    fn media_types(&mut self, lines: &Lines<'a>, operation: &Operation) {
        let pairs = lines.read.windows(2).filter(|pair| pair[0].0 == "header" && pair[1].0 == "value");
        for pair in pairs {
            let (header, value) = (&pair[0].1.value, &pair[1].1);
            let sent: Vec<String> = match header.to_ascii_lowercase().as_str() {
                "content-type" => operation.request.iter().map(|body| body.media_type.clone()).collect(),
                "accept" => operation.response.media_types.clone(),
                _ => continue,
            };
            if !sent.is_empty() {
                self.line(lines, "media type", value.span, &value.value, &listed(&sent), sent.contains(&value.value));
            }
        }
    }

    fn times(&mut self, lines: &Lines<'a>, lifetime: usize) {
        let known = &self.model.timing.lifetimes[lifetime];
        let bounds = [("time", Some(&known.default)), ("min", known.min.as_ref()), ("max", known.max.as_ref())];
        for (place, bound) in bounds {
            for (text, _) in lines.of(place) {
                let same = bound.is_some() && seconds(&text.value) == bound.map(|bound| bound.seconds);
                self.line(lines, "time", text.span, &text.value, bound.map_or(NOTHING, |bound| &bound.text), same);
            }
        }
    }

    fn schedule(&mut self, lines: &Lines<'a>) {
        let delays: Vec<u64> =
            self.model.timing.polling.iter().flat_map(|it| &it.delays).map(|it| u64::from(*it)).collect();
        for (text, _) in lines.of("delays") {
            let known: Vec<String> = delays.iter().map(u64::to_string).collect();
            self.line(
                lines,
                "polling schedule",
                text.span,
                &text.value,
                &listed(&known),
                numbers(&text.value) == delays,
            );
        }
        for (text, _) in lines.of("attempts") {
            let known = delays.len() as u64;
            let same = numbers(&text.value) == [known];
            self.line(lines, "number of attempts", text.span, &text.value, &known.to_string(), same);
        }
    }
}

/// A pattern, by its index, and the placeholders in it with their places in a line.
type Fitting<'a> = (usize, Vec<(&'a str, Range<usize>)>);

/// Returns the first pattern that matches a line.
fn fitting<'a>(entry: &'a DocumentLines, line: &Text) -> Option<Fitting<'a>> {
    entry.read.iter().enumerate().find_map(|(index, pattern)| {
        let found = places(&pattern.value, &line.value)?;
        // Other lines can match a pattern for URLs.
        let is_url = |range: &Range<usize>| line.value[range.clone()].starts_with("http");
        let fits = found.iter().all(|(name, range)| *name != "url" || is_url(range));
        fits.then_some((index, found))
    })
}

/// Returns the numbers in a string.
fn numbers(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// Parses a duration such as `30m` or `30 minutes` into seconds; `None` if the string is not a duration.
pub(super) fn seconds(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: u64 = text[..digits].parse().ok()?;
    let unit = text[digits..].trim_start_matches([' ', '-']).to_lowercase();
    let unit = unit.strip_suffix('s').filter(|unit| !unit.is_empty()).unwrap_or(&unit);
    let unit = match unit {
        "s" | "sec" | "second" => 's',
        "m" | "min" | "minute" => 'm',
        "h" | "hour" => 'h',
        "d" | "day" => 'd',
        _ => return None,
    };
    duration(&format!("{number}{unit}"))
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn durations_are_read_in_words_and_in_short() {
        for (text, known) in [
            ("60 minutes", 3600),
            ("1 minute", 60),
            ("30m", 1800),
            ("15-minute", 900),
            ("2 days", 172_800),
            ("45s", 45),
        ] {
            assert_eq!(seconds(text), Some(known), "{text}");
        }
        for text in ["", "minutes", "30", "30 moons", "99999999999999999999 days"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
