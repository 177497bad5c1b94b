import type { JsonSchema } from "@headgate/shared";

/** A test of the suite: one value and whether the group's schema accepts it. */
export interface SuiteTest {
  description: string;
  data: unknown;
  valid: boolean;
}

export interface SuiteGroup {
  description: string;
  schema: JsonSchema;
  tests: SuiteTest[];
}

/** What the standard's output formats hold for one value, told by a schema of that output. */
export interface OutputGroup {
  description: string;
  schema: JsonSchema;
  tests: { description: string; data: unknown; output: Record<string, JsonSchema> }[];
}

export interface SuiteFile<Group> {
  /** Without folder and extension. */
  name: string;
  groups: Group[];
}

export interface Suite {
  required: SuiteFile<SuiteGroup>[];
  optional: SuiteFile<SuiteGroup>[];
  format: SuiteFile<SuiteGroup>[];
  output: SuiteFile<OutputGroup>[];
  /** What the standard's output formats look like. */
  outputSchema: JsonSchema;
  /** Documents that schemas of the suite refer to, by URI. */
  remotes: Record<string, JsonSchema>;
}
