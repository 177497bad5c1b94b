type Properties = { readonly [name: string]: object };

/** The description of an object that is answered; `title` is its name in `/openapi.json`. */
export interface WireObject<Always extends Properties, Maybe extends Properties> {
  title: string;
  type: "object";
  additionalProperties: false;
  required: (keyof Always & string)[];
  properties: Always & Maybe;
}

/**
 * An object of answers, as the JSON Schema that its type is made from with `Described`, that documents it, and that the tests hold every
 * answer against. It has all keys of `always`, null where there is nothing to say; those of `maybe` may be missing.
 */
export function wireObject<const Always extends Properties, const Maybe extends Properties = {}>(
  title: string,
  always: Always,
  maybe?: Maybe,
): WireObject<Always, Maybe> {
  return {
    title,
    type: "object",
    additionalProperties: false,
    required: keysOf(always),
    properties: Object.assign({}, always, maybe),
  };
}

/** The keys of a literal, of which nothing can have more. */
function keysOf<Keyed extends object>(keyed: Keyed): (keyof Keyed & string)[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return Object.keys(keyed) as (keyof Keyed & string)[];
}
