//! Generates clients with four generators for the document of each service, and runs them against a local server per
//! host.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use verispec_codegen::embedded;
use verispec_codegen::endings::Embedded;
use verispec_codegen::ir::{Model, OperationId, ServiceId};

use super::table::{Row, Table, Verdict};
use super::tools::{HEY_API, OPENAPI_FETCH, OPENAPI_GENERATOR, OPENAPI_TYPESCRIPT, ORVAL, Package, TYPESCRIPT, Tools};
use crate::disk::{self, Folder};
use crate::{Console, shown};

/// Calls every operation, and reports which requests went to another host.
static CALL: &Embedded = embedded!("hosts.cjs");

/// A client generator, with its packages and the command that generates the client of a service.
struct Generator {
    /// The name in `hosts.cjs`.
    kind: &'static str,
    /// The name in the table.
    name: &'static str,
    packages: &'static [Package],
    command: fn(&Tools, document: &Path, folder: &Path) -> Result<Command>,
    /// The module to compile and load, in the folder of the client.
    module: &'static str,
}

const GENERATORS: &[Generator] = &[
    Generator {
        kind: "openapi-fetch",
        name: "openapi-typescript, openapi-fetch",
        packages: &[OPENAPI_TYPESCRIPT, OPENAPI_FETCH],
        command: openapi_typescript,
        module: "client",
    },
    Generator { kind: "hey-api", name: HEY_API.name, packages: &[HEY_API], command: hey_api, module: "index" },
    Generator { kind: "orval", name: ORVAL.name, packages: &[ORVAL], command: orval, module: "client" },
    Generator {
        kind: "openapi-generator",
        name: "openapi-generator-cli, typescript-fetch",
        packages: &[OPENAPI_GENERATOR],
        command: openapi_generator,
        module: "index",
    },
];

/// Generates, compiles and runs the clients of every generator.
pub(super) fn run(
    tools: &Tools,
    documents: &Path,
    model: &Model,
    table: &mut Table,
    console: &mut Console<'_>,
) -> Result<()> {
    for generator in GENERATORS {
        let there = generator.packages.iter().chain([&TYPESCRIPT]).all(|package| tools.has(*package));
        let verdict = match there {
            true => proven(generator, tools, documents, model, console)?,
            false => Verdict::NotInstalled,
        };
        let versions: Vec<&str> = generator.packages.iter().map(|package| package.version).collect();
        table.push(Row {
            tool: format!("{}: own host", generator.name),
            document: "openapi/*.yaml".to_owned(),
            version: versions.join(", "),
            verdict,
        });
    }
    Ok(())
}

fn proven(
    generator: &Generator,
    tools: &Tools,
    documents: &Path,
    model: &Model,
    console: &mut Console<'_>,
) -> Result<Verdict> {
    writeln!(console.out, "generating and running clients of every service: {}", generator.name)?;
    console.out.flush()?;
    // The clients are below the npm packages, so that compiled clients can resolve their imports.
    let folder = tools.node().join("clients").join(generator.kind);
    let clients = Folder::open_or_make(&tools.work)?.make("tools/node/clients")?;
    if clients.kind(generator.kind)?.is_some() {
        writeln!(console.out, "removed  {}", shown(&folder))?;
        clients.remove_folder(generator.kind)?;
    }
    let clients = clients.make(generator.kind)?;
    let mut services = Vec::new();
    for id in model.called_services() {
        let name = &model[id].name.snake;
        let document = documents.join("openapi").join(format!("{name}.yaml"));
        let client = folder.join(name);
        clients.make(name)?;
        let make = (generator.command)(tools, &document, &client)?;
        let compiled = folder.join("compiled").join(name);
        let compile = compiler(tools, &client.join(format!("{}.ts", generator.module)), &compiled);
        for (what, command) in [(generator.name, make), ("the compiler of TypeScript", compile)] {
            let verdict = tools.verdict(&format!("{what}, {name}"), command, console)?;
            if verdict != Verdict::Passed {
                return Ok(verdict);
            }
        }
        services.push(service(model, id, &document, &compiled.join(generator.module))?);
    }
    let plan =
        json!({ "kind": generator.kind, "headers": headers(model), "hosts": hosts(model), "services": services });
    clients.write("plan.json", plan.to_string().as_bytes())?;
    clients.write("call.cjs", CALL.text().as_bytes())?;
    let mut call = Command::new("node");
    call.arg(folder.join("call.cjs")).arg(folder.join("plan.json"));
    tools.verdict(&format!("{}: own host", generator.name), call, console)
}

fn openapi_typescript(tools: &Tools, document: &Path, folder: &Path) -> Result<Command> {
    let program = "import createClient from \"openapi-fetch\";\nimport type { paths } from \"./schema\";\n\
                   export default (baseUrl: string) => createClient<paths>({ baseUrl });\n";
    Folder::open(folder)?.write("client.ts", program.as_bytes())?;
    let mut command = Command::new(tools.node_program("openapi-typescript"));
    command.arg(document).arg("--output").arg(folder.join("schema.d.ts"));
    Ok(command)
}

fn hey_api(tools: &Tools, document: &Path, folder: &Path) -> Result<Command> {
    let mut command = Command::new(tools.node_program("openapi-ts"));
    command.arg("--input").arg(document).arg("--output").arg(folder);
    command.args(["--client", "@hey-api/client-fetch", "--no-log-file"]).current_dir(folder);
    Ok(command)
}

fn orval(tools: &Tools, document: &Path, folder: &Path) -> Result<Command> {
    let output = json!({
        "target": folder.join("client.ts"), "client": "fetch", "baseUrl": { "getBaseUrlFromSpecification": true },
    });
    let config = json!({ "service": { "input": { "target": document }, "output": output } });
    let path = folder.join("orval.config.cjs");
    Folder::open(folder)?.write("orval.config.cjs", format!("module.exports = {config};\n").as_bytes())?;
    let mut command = Command::new(tools.node_program("orval"));
    command.arg("--config").arg(path).current_dir(folder);
    Ok(command)
}

fn openapi_generator(tools: &Tools, document: &Path, folder: &Path) -> Result<Command> {
    let mut command = tools.openapi_generator("typescript-fetch")?;
    command.arg("--input-spec").arg(document).arg("--output").arg(folder);
    Ok(command)
}

fn compiler(tools: &Tools, module: &Path, compiled: &Path) -> Command {
    let mut command = Command::new(tools.node_program("tsc"));
    command.args(["--strict", "--skipLibCheck", "--target", "es2022", "--module", "node16"]);
    command.args(["--lib", "es2022,dom,dom.iterable", "--outDir"]).arg(compiled).arg(module);
    command
}

/// Describes a service for `hosts.cjs`: the location of its client, and the expected host of each operation.
fn service(model: &Model, id: ServiceId, document: &Path, module: &Path) -> Result<Value> {
    let text = disk::own_text_file(document)?;
    let parsed: Value = serde_yaml::from_str(&text).with_context(|| format!("{} is not YAML", shown(document)))?;
    let own = model.operation_ids().filter(|operation| model[*operation].service == Some(id));
    let host = model.regions.iter().find_map(|region| region.host(id)).map(without_braces);
    Ok(json!({
        "module": absolute(module)?,
        "server": parsed["servers"][0]["url"],
        "operations": own.map(|operation| call(model, operation, host.as_deref())).collect::<Vec<_>>(),
    }))
}

fn call(model: &Model, id: OperationId, host: Option<&str>) -> Value {
    let operation = &model[id];
    let parameters = operation.path_parameters.iter().map(|parameter| {
        let value =
            model.examples_of(id).flat_map(|example| &example.path).find(|(name, _)| *name == parameter.name.wire);
        let value = value.map_or("sample", |(_, value)| value.as_str());
        (parameter.name.wire.clone(), json!(value))
    });
    let example = model.examples_of(id).find_map(|example| example.request.as_ref());
    let body = operation.request.as_ref().map(|_| example.map_or(json!({}), |body| body.value.clone()));
    json!({
        "id": operation.name.wire,
        "method": operation.method.as_str(),
        "host": host,
        "path": operation.path,
        "parameters": Value::Object(parameters.collect()),
        "schema": operation.sent().map(|schema| &model[schema].name.wire),
        "body": body,
        "file": operation.request.as_ref().and_then(|body| body.file_field.as_deref()),
    })
}

/// Returns every host that receives requests.
fn hosts(model: &Model) -> Vec<String> {
    let pairs = model.regions.iter().flat_map(|region| model.called_services().map(move |id| region.host(id)));
    pairs.flatten().map(without_braces).collect()
}

/// Returns a host with its variables replaced by their defaults, which are the names of the variables.
fn without_braces(host: &str) -> String {
    host.replace(['{', '}'], "")
}

fn headers(model: &Model) -> Value {
    let values = model.own_headers().map(|header| {
        let value = header.example.clone().unwrap_or_else(|| "sample".to_owned());
        (header.name.clone(), json!(value))
    });
    Value::Object(values.collect::<Map<_, _>>())
}

fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).with_context(|| format!("{} has no absolute path", shown(path)))
}
