// Asks a running server with the clients that pages and Node have: Connect-ES by Connect (POST and GET)
// and by gRPC-Web, Google's grpc-web, and `fetch` in a page of another origin in Chromium.
// Usage: web.mjs ADDRESS DESCRIPTORS ORIGIN, with ORIGIN allowed by `--cors-origin`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const require = createRequire(`${process.env.TOOLS}/package.json`);
const { createClient, Code, ConnectError } = require("@connectrpc/connect");
const node = require("@connectrpc/connect-node");
const web = require("@connectrpc/connect-web");
const { createFileRegistry, fromBinary } = require("@bufbuild/protobuf");
const { FileDescriptorSetSchema } = require("@bufbuild/protobuf/wkt");
const { chromium } = require("playwright-core");

const [address, descriptors, origin] = process.argv.slice(2);
const baseUrl = `http://${address}`;
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(descriptors)));
const service = (name) => registry.getService(`dossier.v1.${name}`);
const name = "facts/shahed-launches";

const transports = {
  "Connect, JSON": node.createConnectTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat: false }),
  "Connect, protobuf": node.createConnectTransport({ baseUrl, httpVersion: "1.1" }),
  "Connect, HTTP/2": node.createConnectTransport({ baseUrl, httpVersion: "2" }),
  "Connect, GET": node.createConnectTransport({ baseUrl, httpVersion: "1.1", useHttpGet: true }),
  "gRPC-Web, HTTP/1.1": node.createGrpcWebTransport({ baseUrl, httpVersion: "1.1" }),
  "gRPC-Web, HTTP/2": node.createGrpcWebTransport({ baseUrl, httpVersion: "2" }),
  gRPC: node.createGrpcTransport({ baseUrl }),
  "Connect, fetch": web.createConnectTransport({ baseUrl, useHttpGet: true }),
  "gRPC-Web, fetch": web.createGrpcWebTransport({ baseUrl }),
};
for (const [told, transport] of Object.entries(transports)) {
  const facts = createClient(service("FactService"), transport);
  let revision = "";
  const onHeader = (headers) => (revision = headers.get("dossier-revision"));
  const fact = await facts.getFact({ name }, { onHeader });
  assert.equal(fact.name, name, told);
  assert.equal(revision, "1", told);
  const refused = await facts.getFact({ name: "facts/none" }).then(() => assert.fail(told), ConnectError.from);
  assert.equal(refused.code, Code.NotFound, told);
  assert.match(refused.message, /facts\/none/, told);
  assert.ok(refused.details.length > 0, told);
  if (!told.startsWith("Connect")) {
    let parts = 0;
    for await (const part of createClient(service("SyncService"), transport).exportSnapshot({})) parts += part ? 1 : 0;
    assert.ok(parts > 1, told);
  }
}
console.log(`connect-es: ${Object.keys(transports).length} transports ok`);

globalThis.XMLHttpRequest = require("xhr2");
const { GrpcWebClientBase, MethodDescriptor, MethodType } = require("grpc-web");
class Message {}
const ask = (format, bytes) =>
  new Promise((resolve) => {
    const method = new MethodDescriptor("", MethodType.UNARY, Message, Message, () => bytes, (read) => read);
    const url = `${baseUrl}/dossier.v1.FactService/GetFact`;
    new GrpcWebClientBase({ format }).rpcCall(url, {}, {}, method, (error, answer) => resolve({ error, answer }));
  });
const request = (text) => Uint8Array.from([10, text.length, ...Buffer.from(text)]);
for (const format of ["text", "binary"]) {
  const { answer } = await ask(format, request(name));
  assert.ok(answer.length > 100, format);
  const { error } = await ask(format, request("facts/none"));
  assert.equal(error.code, 5, format);
}
console.log("grpc-web: ok");

// A page of another origin, and one that is not allowed to ask.
const pages = createServer((_, response) => response.setHeader("content-type", "text/html").end("<!doctype html>"));
const [, , port] = origin.split(":");
await new Promise((ready) => pages.listen(Number(port), "127.0.0.1", ready));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage();
const fetched = (path, options) =>
  page.evaluate(
    async ([url, options]) => {
      try {
        const answer = await fetch(url, options);
        return { status: answer.status, revision: answer.headers.get("dossier-revision"), body: await answer.json() };
      } catch (error) {
        return { error: String(error) };
      }
    },
    [`${baseUrl}${path}`, options],
  );
const post = (body) => ({ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
await page.goto(origin);
const read = await fetched("/dossier.v1.FactService/GetFact", post({ name }));
assert.deepEqual([read.status, read.revision, read.body.name], [200, "1", name]);
const missing = await fetched("/dossier.v1.FactService/GetFact", post({ name: "facts/none" }));
assert.deepEqual([missing.status, missing.body.code], [404, "not_found"]);
const query = `message=${encodeURIComponent(JSON.stringify({ name }))}`;
assert.equal((await fetched(`/dossier.v1.FactService/GetFact?${query}`)).body.name, name);
const commit = await fetched("/dossier.v1.EditorialService/Commit", post({}));
assert.match(commit.error, /TypeError/, "no page of another origin may commit");
await page.goto(origin.replace("127.0.0.1", "localhost"));
const other = await fetched("/dossier.v1.FactService/GetFact", post({ name }));
assert.match(other.error, /TypeError/, "an origin that is not named may not read");
await page.goto(baseUrl);
assert.match(await page.textContent("h1"), /Dossier/);
await browser.close();
pages.close();
console.log("chromium: ok");
