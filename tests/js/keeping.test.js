import assert from "node:assert/strict";
import { test } from "node:test";
import { withSurface } from "../../static/src/js/keeping.js";

const PAGE = '<body><main id="surface" data-step="1"><p>Før</p></main><script src="a.js"></script>';

test("only the surface of the kept page is replaced", () => {
  const fresh = '<main id="surface" data-step="2"><p>Nå</p></main>';
  assert.equal(
    withSurface(PAGE, `\n${fresh}\n`),
    '<body><main id="surface" data-step="2"><p>Nå</p></main><script src="a.js"></script>',
  );
});

test("a page without a surface is left as it is", () => {
  assert.equal(withSurface("<body><p>Rommet er lukket</p>", "<main></main>"), null);
});
