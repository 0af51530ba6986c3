// Calls every operation through the clients of one generator, and checks which host each request reaches.
//
// Every host has an HTTP server of its own that stands in for it. `fetch`, which all of these clients use, connects to the
// stand-in of the host that the client names, so the clients run as they were generated.
'use strict';

const fs = require('node:fs');
const http = require('node:http');

const plan = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const plain = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The name of the function that is called like an operation, in a module or an object. */
function has(holder, operation) {
  const names = [...Object.keys(holder), ...Object.getOwnPropertyNames(Object.getPrototypeOf(holder))];
  return names.find((name) => plain(name) === plain(operation) && typeof holder[name] === 'function');
}

function named(holder, operation) {
  const name = has(holder, operation);
  if (!name) throw new Error(`the client has no function for ${operation}`);
  return holder[name].bind(holder);
}

/** The body as programs give it: a file for a form's file field, otherwise the example. */
function body(operation) {
  if (operation.file) return { ...operation.body, [operation.file]: new Blob(['x']) };
  return operation.body ?? undefined;
}

function form(operation) {
  if (!operation.file) return body(operation);
  const data = new FormData();
  Object.entries(body(operation)).forEach(([name, value]) => data.append(name, value));
  return data;
}

/** How a client of each generator calls an operation. */
const calls = {
  'openapi-fetch': (client, service, operation) =>
    client.default(service.server)[operation.method](operation.path, {
      params: { path: operation.parameters, header: plan.headers },
      body: form(operation),
    }),
  'hey-api': (client, _, operation) =>
    named(client, operation.id)({ path: operation.parameters, headers: plan.headers, body: body(operation) }),
  orval: (client, _, operation) => {
    const given = operation.body || operation.file ? [body(operation)] : [];
    return named(client, operation.id)(...Object.values(operation.parameters), ...given);
  },
  'openapi-generator': (client, _, operation) => {
    const holder = Object.keys(client)
      .filter((name) => name.endsWith('Api') && client[name].prototype instanceof client.BaseAPI)
      .map((name) => new client[name]())
      .find((api) => has(api, operation.id));
    if (!holder) throw new Error(`the client has no function for ${operation.id}`);
    const map = (values) => new Map(Object.entries(values ?? {}).map(([name, value]) => [plain(name), value]));
    const [given, content] = [map({ ...operation.parameters, ...plan.headers }), map(body(operation))];
    const read = client[`${operation.schema}FromJSON`];
    if (read) content.set(plain(operation.schema), read(operation.body));
    // A field that is called like a parameter of the path gets a number at its end.
    const value = (name) => given.get(name) ?? content.get(name) ?? content.get(name.replace(/\d+$/, ''));
    const parameters = new Proxy({}, { get: (_, name) => value(plain(String(name))) });
    return named(holder, operation.id)(parameters);
  },
};

async function main() {
  const reached = [];
  const servers = new Map();
  for (const host of plan.hosts) {
    const server = http.createServer((request, response) => {
      reached.push({ host, method: request.method, path: decodeURIComponent(request.url) });
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    servers.set(host, server);
  }
  const send = globalThis.fetch;
  globalThis.fetch = async (input, options) => {
    const request = new Request(input, options);
    const url = new URL(request.url);
    const server = servers.get(url.host);
    if (!server) throw new Error(`${url.host} is not a host of the spec`);
    const { method, headers } = request;
    const content = ['GET', 'HEAD'].includes(method) ? undefined : await request.arrayBuffer();
    return send(`http://127.0.0.1:${server.address().port}${url.pathname}${url.search}`, { method, headers, body: content });
  };
  let called = 0;
  let wrong = 0;
  for (const service of plan.services) {
    const client = require(service.module);
    for (const operation of service.operations) {
      reached.length = 0;
      called += 1;
      let failure = '';
      try {
        await calls[plan.kind](client, service, operation);
      } catch (error) {
        // A stand-in answers `{}`, so reading the answer may fail. What counts is the request.
        failure = `: ${error.stack}`;
      }
      const path = operation.path.replace(/\{([^}]*)\}/g, (_, name) => operation.parameters[name]);
      const wanted = `${operation.method} ${operation.host}${path}`;
      const got = reached.map((request) => `${request.method} ${request.host}${request.path.replace(/\?.*$/, '')}`);
      if (got.length === 1 && (got[0] === wanted || got[0] === `${wanted}/`)) continue;
      wrong += 1;
      console.log(`${operation.id}: expected ${wanted}, got ${got.join(', ') || `no request${failure}`}`);
    }
  }
  servers.forEach((server) => {
    server.closeAllConnections();
    server.close();
  });
  console.log(`${called} operations, ${wrong} sent elsewhere`);
  process.exitCode = called > 0 && wrong === 0 ? 0 : 1;
}

main();
