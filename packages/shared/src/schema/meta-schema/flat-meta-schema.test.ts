import { test } from "vitest";

import { standardInFlatForm } from "./flatten-standard.ts";

test("the committed flat form is what the flattener makes of the published files", async ({
  expect,
}) => {
  const json = JSON.stringify(standardInFlatForm());
  const literal = `'${json.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const text = `/** The published meta-schema in flat form, as JSON. \`vitest run flat-meta-schema --update\` writes this file. */
export const flatMetaSchemaText =
  ${literal};
`;
  await expect(text).toMatchFileSnapshot("flat-meta-schema.ts");
});
