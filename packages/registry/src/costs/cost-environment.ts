import { Environment } from "@marcbachmann/cel-js";

/** An input's numbers are doubles: with these a literal such as `2` may stand beside them, which plain CEL refuses. */
const mixed: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};

/** What an expression may call. Each takes no longer than its arguments are large; nothing here repeats or matches patterns. */
export const callableNames: ReadonlySet<string> = new Set([
  ...["has", "size", "int", "double", "contains", "startsWith", "endsWith"],
  ...["ceil", "floor", "max", "min"],
]);

/** CEL over one variable, `input`. Its limits hold while an expression is parsed. */
export function createCostEnvironment(): Environment {
  const environment = new Environment({ limits: { maxAstNodes: 200, maxDepth: 24 } });
  environment.registerVariable("input", "dyn");
  for (const [operator, apply] of Object.entries(mixed)) {
    const operate = (a: unknown, b: unknown): number => apply(toNumber(a), toNumber(b));
    environment.registerOperator(`double ${operator} int`, operate);
    environment.registerOperator(`int ${operator} double`, operate);
  }
  environment.registerOperator("double % double", (a: unknown, b: unknown) => {
    return toNumber(a) % toNumber(b);
  });
  for (const name of ["max", "min"] as const) {
    const signature = `${name}(dyn, dyn): double`;
    environment.registerFunction(signature, (a: unknown, b: unknown) =>
      Math[name](toNumber(a), toNumber(b)),
    );
  }
  for (const name of ["ceil", "floor"] as const) {
    environment.registerFunction(`${name}(dyn): double`, (a: unknown) => Math[name](toNumber(a)));
  }
  return environment;
}

/** Throws for what is no number. */
export function toNumber(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  throw new Error("not a number");
}
