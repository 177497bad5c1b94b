import { HeadgateError, invalidInput } from "../errors/error.ts";
import { createValidator, type Validator } from "../schema/create-validator.ts";
import { toWireProblem } from "../schema/to-wire-problem.ts";
import type { HttpSettings } from "./http-settings.ts";
import { resolveHttpMapping } from "./resolve-http-mapping.ts";
import {
  backendSettingsSchemas,
  type OpenAiSettings,
  type OpenInferenceSettings,
} from "./settings-schemas.ts";

/** What a protocol must be told beside a backend's URL: `backendSettingsSchemas` describes them. */
export type BackendSettings = OpenAiSettings | OpenInferenceSettings | HttpSettings;

type Protocol = keyof typeof backendSettingsSchemas;

const validators = new Map<Protocol, Validator>();

/**
 * The settings of a backend as they are stored; null where there is nothing to say. Throws `invalid_input` at `loc` and below for what
 * the protocol has no use for, and for what it cannot do without.
 */
export function checkBackendSettings(
  protocol: Protocol,
  settings: unknown,
  loc: (string | number)[] = ["body", "settings"],
): BackendSettings | null {
  const given = settings ?? {};
  const check = validatorOf(protocol).check(given);
  if (!check.valid) {
    const problems = check.problems.map((problem) => toWireProblem(problem, loc));
    const message = problems[0]?.msg ?? "the settings are not valid";
    throw new HeadgateError("invalid_input", message, { problems });
  }
  const checked = typed(check.value);
  if (protocol === "http") checkMapping(checked, loc);
  return Object.keys(checked).length === 0 ? null : checked;
}

function validatorOf(protocol: Protocol): Validator {
  const known = validators.get(protocol);
  if (known !== undefined) return known;
  const validator = createValidator({ ...backendSettingsSchemas[protocol] });
  validators.set(protocol, validator);
  return validator;
}

/** What no schema says: a way to call it, and a value for each placeholder. */
function checkMapping(settings: HttpSettings, loc: (string | number)[]): void {
  if (settings.preset === undefined && settings.path === undefined) {
    throw invalidInput(loc, "settings need a preset, or a path to send predictions to");
  }
  const { path, ready, queue, model } = resolveHttpMapping(settings);
  const inAll = [path, ready?.path, queue?.status_path, queue?.cancel?.path];
  for (const template of inAll) checkPlaceholders(template ?? "", { model, loc });
}

function checkPlaceholders(
  template: string,
  { model, loc }: { model: string | null; loc: (string | number)[] },
): void {
  for (const [written, name = ""] of template.matchAll(/\{([^}]*)\}?/g)) {
    if (!placeholders.has(name)) {
      throw invalidInput(
        loc,
        `the path ${template} has ${written}: write {model}, {prediction_id} or {remote_id}`,
      );
    }
    if (name === "model" && model === null) {
      throw invalidInput([...loc, "model"], `the path ${template} needs a model: set \`model\``);
    }
  }
}

const placeholders = new Set(["model", "prediction_id", "remote_id"]);

/** The value has just passed the check of the very schema that the type is made from. */
function typed(value: unknown): BackendSettings {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return value as BackendSettings;
}
