import { versionBody } from "../arrange.ts";
import { call } from "../call.ts";
import { expectRefusal, placesOf } from "../refusals.ts";
import { type SeedRow, wriftaiPage } from "./seed-row.ts";

const source = `${wriftaiPage}, Schemas`;
const tasks = `${wriftaiPage}, Task-Level Schemas`;

const input = {
  type: "object",
  required: ["prompt"],
  properties: {
    prompt: { type: "string" },
    scale: { type: "integer", enum: [2, 4], default: 4 },
  },
};
const output = {
  type: "object",
  required: ["image"],
  properties: { image: { type: "string", format: "uri" }, seconds: { type: "number" } },
};
const prediction = { input, output };
const training = { input: { type: "object", required: ["epochs"] }, output: { type: "string" } };

export const wriftaiSchemas: SeedRow[] = [
  {
    sentence: "your app always knows what to send and what to expect back",
    source,
    async exercise(scene, expect) {
      await scene.create({ schemas: { prediction } });
      await scene.ask("PATCH {model}", { visibility: "public" });
      const asAnybody = await call(`GET ${scene.model}/versions/2`);
      expect(asAnybody.body).toMatchObject({ schemas: { prediction } });
    },
  },
  {
    sentence: "Every task has two schemas",
    source: tasks,
    async exercise(scene, expect) {
      for (const task of ["prediction", "training"]) {
        const schemas = { prediction, [task]: { input } };
        const answer = await scene.call("POST {model}/versions", versionBody({ schemas }));
        const detail = expectRefusal(expect, answer, "invalid_input");
        expect(placesOf(detail)).toEqual([["body", "schemas", task, "output"]]);
      }
    },
  },
  {
    sentence: "Defines what your request must provide",
    source: tasks,
    async exercise(scene, expect) {
      await scene.createServing({ schemas: { prediction } });
      const answer = await scene.predict(`${scene.reference}:2`, { scale: 2 });
      const detail = expectRefusal(expect, answer, "invalid_input");
      expect(placesOf(detail)).toEqual([["body", "input", "prompt"]]);
      expect(scene.gpu.requests).toEqual([]);
    },
  },
  {
    sentence: "Field types, required fields, defaults, and allowed values are specified here",
    source: tasks,
    async exercise(scene, expect) {
      await scene.createServing({ schemas: { prediction } });
      const wrong = await scene.predict(`${scene.reference}:2`, { prompt: 1, scale: 3 });
      const detail = expectRefusal(expect, wrong, "invalid_input");
      expect(placesOf(detail)).toEqual([
        ["body", "input", "prompt"],
        ["body", "input", "scale"],
      ]);
      await scene.predict(`${scene.reference}:2`, { prompt: "a" });
      expect((await scene.gpu.request(0)).body.input).toEqual({ prompt: "a", scale: 4 });
    },
  },
  {
    sentence: "Describes what the task returns, including fields, types, and formats of the result",
    source: tasks,
    async exercise(scene, expect) {
      await scene.create({ schemas: { prediction } });
      expect((await scene.readVersion(2)).schemas.prediction.output).toEqual(output);
      const schemas = { prediction: { input, output: { properties: { image: { type: "uri" } } } } };
      const answer = await scene.call("POST {model}/versions", versionBody({ schemas }));
      const places = placesOf(expectRefusal(expect, answer, "invalid_input"));
      const place = ["body", "schemas", "prediction", "output", "properties", "image", "type"];
      expect(places).toEqual([place]);
    },
  },
  {
    sentence: "For the prediction task, a version exposes: • prediction.input • prediction.output",
    source: tasks,
    async exercise(scene, expect) {
      await scene.create({ schemas: { prediction } });
      expect((await scene.readVersion(2)).schemas).toEqual({ prediction });
      const without = versionBody({ schemas: { training } });
      const answer = await scene.call("POST {model}/versions", without);
      const detail = expectRefusal(expect, answer, "invalid_input");
      expect(placesOf(detail)).toEqual([["body", "schemas", "prediction"]]);
    },
  },
  {
    sentence: "For versions that support training: • training.input • training.output",
    source: tasks,
    async exercise(scene, expect) {
      await scene.create({ schemas: { prediction, training } });
      expect((await scene.readVersion(2)).schemas).toEqual({ prediction, training });
      expect((await scene.readVersion()).schemas).not.toHaveProperty("training");
    },
  },
  {
    sentence: "Schemas use JSON Schema Draft 2012",
    source: `${wriftaiPage}, Schema Format (a slip of the pen: its client says 2020-12)`,
    async exercise(scene, expect) {
      const pair = { prefixItems: [{ type: "integer" }], unevaluatedItems: false };
      const of = (dialect: string): object => ({
        $schema: dialect,
        properties: { prompt: pair },
      });
      const schemasOf = (dialect: string): object => ({
        schemas: { prediction: { input: of(dialect), output } },
      });
      await scene.createServing(schemasOf("https://json-schema.org/draft/2020-12/schema"));
      const wrong = await scene.predict(`${scene.reference}:2`, { prompt: [1, 2] });
      expectRefusal(expect, wrong, "invalid_input");
      expect((await scene.predict(`${scene.reference}:2`, { prompt: [1] })).status).toBe(200);
      const older = versionBody(schemasOf("http://json-schema.org/draft-07/schema#"));
      expectRefusal(expect, await scene.call("POST {model}/versions", older), "invalid_input");
    },
  },
];
