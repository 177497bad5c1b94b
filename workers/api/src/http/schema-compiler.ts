import type { CompilingContext } from "@headgate/registry";
import { HeadgateError, type SchemaCompilerMethods } from "@headgate/shared";

/** Far more than the compiler takes for the worst schemas that it still judges or compares. */
const timeoutMs = 30_000;

/**
 * The Worker that compiles schemas, as functions. `unavailable` where it takes too long; what it throws is a fault of ours and passes
 * through.
 */
export function openSchemaCompiler(
  binding: Service,
): Pick<CompilingContext, "compareSchemas" | "compileSchemas"> {
  const compiler = typed(binding);
  return {
    compileSchemas: (schemas) => within(timeoutMs, compiler.compile(schemas)),
    compareSchemas: (changes) => within(timeoutMs, compiler.compare(changes)),
  };
}

async function within<Answer>(limitMs: number, answer: Promise<Answer>): Promise<Answer> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(tooSlow()), limitMs);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow(): HeadgateError {
  const message = "looking at the schemas took too long, and nothing was changed; try again later";
  return new HeadgateError("unavailable", message, { retryAfterMs: 60_000 });
}

/** The class lives in another Worker, so that its type does not come with the binding; it implements these methods. */
function typed(binding: unknown): SchemaCompilerMethods {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- SchemaCompiler implements it, and that is checked where it is declared
  return binding as SchemaCompilerMethods;
}
