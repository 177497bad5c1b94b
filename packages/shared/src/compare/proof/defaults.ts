import { compileDefaults, type Filler } from "../../schema/defaults/compile-defaults.ts";
import { fillDefaults } from "../../schema/defaults/fill-defaults.ts";
import type { Run } from "../../schema/evaluate/run.ts";
import type { FlatSchema } from "../../schema/flat-schema.ts";

/** Of one comparison, in steps of the evaluator. */
const maxSteps = 2_000_000;

/** What fills in one place of the value, nearest declaration first; nothing where no default reaches it. */
export type Filling = readonly Filler[];

/** For each of the two schemas. */
export type Fillings = readonly [Filling, Filling];

export const noFillings: Fillings = [[], []];

/** How `check` fills in the defaults of two schemas. RangeError where there is no end to them. */
export class Defaults {
  readonly #run: Run = { stepsLeft: maxSteps, report: null };

  /** What becomes of missing properties, to each schema. */
  inserted(fillings: Fillings): readonly [Map<string, unknown>, Map<string, unknown>] {
    return both(fillings, (filling) => {
      const found = new Map<string, unknown>();
      for (const { defaults } of withInPlace(filling)) {
        for (const [name, text] of defaults) {
          if (found.has(name)) continue;
          found.set(name, this.#fillOne(underProperty(filling, name), JSON.parse(text)));
        }
      }
      return found;
    });
  }

  /** The value as each schema judges it. */
  fill(fillings: Fillings, value: unknown): readonly [unknown, unknown] {
    return both(fillings, (filling) => this.#fillOne(filling, value));
  }

  #fillOne(filling: Filling, value: unknown): unknown {
    return filling.reduce((filled, filler) => fillDefaults(filler, filled, this.#run), value);
  }
}

export function rootFillings(schemas: readonly [FlatSchema, FlatSchema]): Fillings {
  return [present([compileDefaults(schemas[0])]), present([compileDefaults(schemas[1])])];
}

/** The fillings of a property's value. */
export function ofProperty(fillings: Fillings, name: string): Fillings {
  return both(fillings, (filling) => underProperty(filling, name));
}

export function ofItem(fillings: Fillings, index: number): Fillings {
  return both(fillings, (filling) =>
    present(
      withInPlace(filling).map(({ prefix, rest }) =>
        index < prefix.length ? prefix[index] : rest,
      ),
    ),
  );
}

export function isUnfilled(fillings: Fillings): boolean {
  return fillings.flat().length === 0;
}

function underProperty(filling: Filling, name: string): Filling {
  return present(withInPlace(filling).map(({ properties }) => properties.get(name)));
}

function both<T>([first, second]: Fillings, change: (filling: Filling) => T): readonly [T, T] {
  return [change(first), change(second)];
}

/** Those that can insert anything. */
function present(fillers: readonly (Filler | null | undefined)[]): Filling {
  return fillers.flatMap((filler) => filler ?? []).filter(canFill);
}

function canFill(filler: Filler): boolean {
  // A set's loop meets what is added while it runs.
  const reached = new Set([filler]);
  for (const { defaults, properties, prefix, rest, inPlace } of reached) {
    if (defaults.size > 0) return true;
    for (const inner of [...properties.values(), ...prefix, rest, ...inPlace]) {
      if (inner !== null) reached.add(inner);
    }
  }
  return false;
}

/** Each with what `$ref` and `allOf` add to it. */
function withInPlace(filling: Filling): Filler[] {
  const found = new Set<Filler>();
  const open = filling.toReversed();
  for (let filler = open.pop(); filler !== undefined; filler = open.pop()) {
    if (found.has(filler)) continue;
    found.add(filler);
    open.push(...filler.inPlace.toReversed());
  }
  return [...found];
}
