/**
 * The type of the values that a description has: of what JSON Schema the wire types are written in, which is `const`, `enum`, `anyOf`,
 * `type`, `items`, `properties` and `required`. Write objects with `wireObject`.
 */
export type Described<Schema> = Schema extends { readonly const: infer Value }
  ? Value
  : Schema extends { readonly enum: readonly (infer Value)[] }
    ? Value
    : Schema extends { readonly anyOf: readonly (infer Option)[] }
      ? Described<Option>
      : Schema extends { readonly type: readonly (infer Name)[] }
        ? DescribedAs<Name, Schema>
        : Schema extends { readonly type: infer Name }
          ? DescribedAs<Name, Schema>
          : unknown;

/** Distributes over the names of a union of types. */
type DescribedAs<Name, Schema> = Name extends "object"
  ? DescribedObject<Schema>
  : Name extends "array"
    ? Schema extends { readonly items: infer Item }
      ? Described<Item>[]
      : unknown[]
    : Name extends keyof Scalars
      ? Scalars[Name]
      : never;

interface Scalars {
  string: string;
  integer: number;
  number: number;
  boolean: boolean;
  null: null;
}

type DescribedObject<Schema> = Schema extends { readonly properties: infer Properties }
  ? Schema extends { readonly required: readonly (infer Key)[] }
    ? Flat<
        { -readonly [Name in Key & keyof Properties]: Described<Properties[Name]> } & {
          -readonly [Name in Exclude<keyof Properties, Key>]?: Described<Properties[Name]>;
        }
      >
    : never
  : Schema extends { readonly additionalProperties: infer Value }
    ? { [name: string]: Described<Value> }
    : { [name: string]: unknown };

/** One object type instead of an intersection, for who reads it in an editor. */
type Flat<Value> = { [Name in keyof Value]: Value[Name] };
