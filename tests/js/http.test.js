import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../static/src/js/http.js";

test("only our own answer counts as delivered", () => {
  assert.equal(judge({ status: 200, body: { ok: true } }).kind, "ok");
  assert.equal(judge({ status: 200, body: null }).kind, "retry", "a captive portal's page");
});

test("no network, a busy and a broken server are tried again", () => {
  for (const status of [0, 408, 429, 500, 502, 503]) {
    assert.equal(judge({ status, body: null }).kind, "retry", String(status));
  }
});

test("what the server refuses is final", () => {
  for (const status of [400, 403, 404, 409, 410, 422]) {
    assert.equal(judge({ status, body: { ok: false } }).kind, "refused", String(status));
  }
  assert.equal(judge({ status: 413, body: null }).kind, "refused", "also from the proxy");
});
