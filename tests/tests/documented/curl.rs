//! Compares every curl command in the docs with its operation: method, URL, headers and body.

use jumio_workflows::runtime::Direction;
use jumio_workflows::{Context, validate};
use verispec_codegen::ir::{AuthScheme, Model, Operation};

use super::blocks::blocks;
use super::shell::words;

/// A curl command, parsed as curl would.
#[derive(Debug, Default)]
struct Request {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    user: Option<String>,
    data: Option<String>,
    encoded: Vec<(String, String)>,
    forms: Vec<(String, String)>,
    output: Option<String>,
}

fn pair(text: &str, mark: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(mark).ok_or_else(|| format!("`{text}` does not contain `{mark}`"))?;
    Ok((name.to_owned(), value.trim().to_owned()))
}

fn parse(command: &str) -> Result<Request, String> {
    let mut request = Request::default();
    let mut words = words(command)?.into_iter();
    if words.next().as_deref() != Some("curl") {
        return Err("the command should begin with `curl`".to_owned());
    }
    while let Some(word) = words.next() {
        if word.starts_with("https://") {
            request.url = word;
            continue;
        }
        let value = words.next().ok_or_else(|| format!("`{word}` has no value"))?;
        match word.as_str() {
            "--request" => request.method = value,
            "--header" => request.headers.push(pair(&value, ":")?),
            "--user" => request.user = Some(value),
            "--data" => request.data = Some(value),
            "--data-urlencode" => request.encoded.push(pair(&value, "=")?),
            "--form" | "--form-string" => request.forms.push(pair(&value, "=")?),
            "--output" => request.output = Some(value),
            _ => return Err(format!("`{word}` is not one of the options that the docs use")),
        }
    }
    Ok(request)
}

/// Reports whether a URL belongs to the operation in some region, with any values for the parameters.
fn is_address(model: &Model, operation: &Operation, url: &str) -> bool {
    let matches = |template: String| {
        let (there, wanted): (Vec<&str>, Vec<&str>) = (url.split('/').collect(), template.split('/').collect());
        let fits = |(there, wanted): (&&str, &&str)| match wanted.starts_with('{') {
            true => !there.is_empty() && !there.contains(['{', ' ']),
            false => there == wanted,
        };
        there.len() == wanted.len() && there.iter().zip(&wanted).all(fits)
    };
    model.regions.iter().filter_map(|region| operation.url(region)).any(matches)
}

/// Returns the differences between a command and its operation.
fn faults(model: &Model, operation: &Operation, request: &Request) -> Vec<String> {
    let mut faults = Vec::new();
    let mut hold = |holds: bool, fault: &str| faults.extend((!holds).then(|| fault.to_owned()));
    let header = |name: &str| {
        request.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    };
    hold(request.method == operation.method.as_str(), "the method");
    hold(is_address(model, operation, &request.url), "the address");
    let accepted = &operation.response.media_types;
    hold(header("Accept").map_or(accepted.is_empty(), |accept| accepted.iter().any(|known| known == accept)), "Accept");
    for wanted in model.provider.headers.iter().filter(|header| header.example.is_some()) {
        let elsewhere = ["accept", "authorization", "content-length", "content-type"]
            .contains(&wanted.name.to_lowercase().as_str());
        hold(elsewhere || header(&wanted.name).is_some(), &wanted.name);
    }
    let schemes: Vec<AuthScheme> = operation.auth.iter().map(|id| model[*id].scheme).collect();
    let bearer = header("Authorization").is_some_and(|value| value.starts_with("Bearer $"));
    hold(bearer == schemes.contains(&AuthScheme::Bearer), "the bearer token");
    hold(request.user.is_some() == schemes.contains(&AuthScheme::Basic), "the user");
    let media_type = operation.request.as_ref().map(|body| body.media_type.as_str());
    hold(request.data.is_some() == operation.json().is_some(), "a body of JSON");
    hold(header("Content-Type") == media_type.filter(|_| request.data.is_some()), "Content-Type");
    hold(request.encoded.is_empty() == (media_type != Some("application/x-www-form-urlencoded")), "the form");
    let file = operation.request.as_ref().and_then(|body| body.file_field.as_deref());
    let sent = request.forms.iter().find(|(_, value)| value.starts_with('@')).map(|(name, _)| name.as_str());
    hold(sent == file, "the file");
    hold(request.output.is_some() == operation.returns_a_file(), "the file that is written");
    faults.extend(body_faults(operation, request));
    faults
}

fn body_faults(operation: &Operation, request: &Request) -> Vec<String> {
    let fields = request.encoded.iter().map(|(name, value)| (name.clone(), serde_json::json!(value)));
    let form = (!request.encoded.is_empty()).then(|| serde_json::Value::Object(fields.collect()).to_string());
    let body = request.data.clone().or(form);
    let Some(body) = body else { return Vec::new() };
    match validate::check(&operation.name.wire, Direction::Request, Some(body.as_bytes()), &Context::default()) {
        Ok(checked) => checked.report.violations().iter().map(ToString::to_string).collect(),
        Err(error) => vec![error.to_string()],
    }
}

#[test]
fn commands_are_as_their_operations_say() {
    let model = super::shipped();
    let mut wrong = Vec::new();
    let mut held = 0;
    for block in blocks(&model, "sh").iter().filter(|block| block.text.starts_with("curl")) {
        let operation = block.operation.as_deref().and_then(|id| model.operation(id));
        match (operation, parse(&block.text)) {
            (Some(operation), Ok(request)) => {
                held += 1;
                let found = faults(&model, operation, &request);
                wrong.extend(found.iter().map(|fault| format!("{}: {fault}", block.place)));
            }
            (None, _) => wrong.push(format!("{}: it is unclear which operation the command calls", block.place)),
            (_, Err(error)) => wrong.push(format!("{}: {error}", block.place)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(held > 30, "the docs contain only {held} commands");
    println!("{held} commands were compared with their operations");
}

#[test]
fn a_wrong_command_is_found() {
    let model = super::shipped();
    let operation = model.operation("finalize").expect("the spec should have the operation");
    let told = |command: &str| faults(&model, operation, &parse(command).expect("parsing the command should succeed"));
    let found = told("curl --request POST \"https://api.amer-1.jumio.ai/api/v1/accounts/a\" --form 'file=@x.png'");
    for fault in ["the method", "the address", "Accept", "User-Agent", "the bearer token", "the file"] {
        assert!(found.iter().any(|known| known == fault), "{fault} should be among the differences {found:?}");
    }
}
