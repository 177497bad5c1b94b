import { cardField, fixedField } from "./field-rows.ts";
import { modzyPage, type SeedRow } from "./seed-row.ts";

const source = `${modzyPage}, parameters`;
const object = `${modzyPage}, the versions object`;

const fixed: SeedRow[] = [
  fixedField({
    sentence: "An object that contains the version’s timeout parameters",
    source,
    given: { timeout: { status_ms: 12_345, run_ms: 12_345 } },
    wrong: { body: { timeout: { run_ms: 0 } }, at: ["body", "timeout", "run_ms"] },
  }),
  fixedField({
    sentence: "An object that contains the version’s memory and hardware parameters",
    source,
    given: { requirement: { gpu_units: 1, cpu_amount: "500m", memory_amount: "16Gi" } },
    wrong: {
      body: { requirement: { memory_amount: "a lot" } },
      at: ["body", "requirement", "memory_amount"],
    },
  }),
  fixedField({
    sentence: "An object that contains the version’s container image parameters",
    source,
    given: { container_image: { registry: "registry.example.com", repository: "acme/upscaler" } },
    wrong: {
      body: { container_image: { registry: "https://registry.example.com" } },
      at: ["body", "container_image", "registry"],
    },
  }),
  fixedField({
    sentence: "An array that contains the version’s input objects",
    source,
    given: {
      inputs: [
        {
          name: "input.txt",
          media_types: ["application/json"],
          maximum_size_bytes: 5_242_880,
          description: "Input",
        },
      ],
    },
    wrong: {
      body: { inputs: [{ name: "input.txt", media_types: ["json"] }] },
      at: ["body", "inputs", 0, "media_types", 0],
    },
  }),
  fixedField({
    sentence: "An array that contains the version’s output objects",
    source,
    given: {
      outputs: [
        { name: "results.json", media_types: ["application/json"], maximum_size_bytes: 5_242_880 },
      ],
    },
    wrong: {
      body: { outputs: [{ name: "results.json", media_types: ["*/*"], maximum_size_bytes: -1 }] },
      at: ["body", "outputs", 0, "maximum_size_bytes"],
    },
  }),
];

const markdown = "# How\n\nBy [a network](https://example.com), *twice*.";

const rich =
  "| a | b |\n| - | - |\n| ![é](https://example.com/a.png) | <b>1 < 2</b> |\n\n```\n\tx\n```\n";

const card: SeedRow[] = [
  cardField({
    sentence: '"uploadPercentage": 100, "loadPercentage": 100, "containerImageSize": 0',
    source: object,
    given: {
      container_image: { upload_percentage: 100, load_percentage: 40, size_bytes: 1_234_567 },
    },
    wrong: {
      body: { container_image: { upload_percentage: 101 } },
      at: ["body", "container_image", "upload_percentage"],
    },
  }),
  cardField({
    sentence: "An array that contains the version’s performance metrics",
    source,
    given: {
      statistics: [
        {
          label: "F1",
          category: "Validation",
          type: "percentage",
          description: "On the test set.",
          highlight: true,
          order: 3,
          value: 0.96,
        },
      ],
    },
    wrong: { body: { statistics: [{ label: "F1" }] }, at: ["body", "statistics", 0, "value"] },
  }),
  cardField({
    sentence: "what it does, how it works, and what to expect from the results",
    source: `${source}, longDescription`,
    given: { long_description: markdown },
    wrong: { body: { long_description: 7 }, at: ["body", "long_description"] },
  }),
  cardField({
    sentence: "how the model was designed, developed, and trained",
    source: `${source}, technicalDetails`,
    given: { technical_details: markdown },
    wrong: { body: { technical_details: [markdown] }, at: ["body", "technical_details"] },
  }),
  cardField({
    sentence: "A summary of the model’s performance",
    source: `${source}, performanceSummary`,
    given: { performance_summary: markdown },
    wrong: { body: { performance_summary: {} }, at: ["body", "performance_summary"] },
  }),
  cardField({
    sentence: "It supports content in Markdown to include rich text, links, images, etc",
    source,
    given: { long_description: rich, technical_details: rich, performance_summary: rich },
    wrong: { body: { long_description: "#".repeat(65_537) }, at: ["body", "long_description"] },
  }),
  cardField({
    sentence: "The version’s release notes",
    source: `${source}, versionHistory`,
    given: { release_notes: "Twice as fast." },
    wrong: { body: { release_notes: null }, at: ["body", "release_notes"] },
  }),
  cardField({
    sentence: '"Custom Model", "BAH", "BAH Partner", or "Open Source"',
    source: `${source}, sourceType`,
    given: { source_type: "BAH Partner" },
    wrong: { body: { source_type: "x".repeat(65) }, at: ["body", "source_type"] },
  }),
  cardField({
    sentence: "it shows users how to format API requests to run the model",
    source: `${source}, sampleInput`,
    given: { sample_input: { prompt: "a boat", scale: 2 } },
    wrong: { body: { sample_input: { prompt: 7 } }, at: ["body", "sample_input", "prompt"] },
  }),
];

export const modzyFields: SeedRow[] = [...fixed, ...card];
