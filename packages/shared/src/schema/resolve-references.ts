import { type Path, toPointer, unescapeStep } from "./json/json.ts";
import { SchemaError, schemaFault } from "./schema-error.ts";
import {
  addFault,
  type FoundReference,
  type Place,
  type Survey,
  valueAt,
  visitSchema,
} from "./survey-schema.ts";

/**
 * Where each `$ref` leads: JSON Pointer of the schema that has it to path of its target. Targets under
 * unknown keywords join the survey. Throws SchemaError with every fault of the survey, references that
 * leave the document or point at nothing included.
 */
export function resolveReferences(survey: Survey): Map<string, Path> {
  const targets = new Map<string, Path>();
  for (const found of survey.references) {
    const target = findTarget(survey, found);
    if (target === null) continue;
    targets.set(toPointer(found.place.path), target.path);
    if (survey.seen.has(toPointer(target.path))) continue;
    visitSchema(survey, valueAt(survey.root, target.path), target);
  }
  if (survey.faults.length > 0) throw new SchemaError(survey.faults);
  return targets;
}

function findTarget(survey: Survey, { place, reference }: FoundReference): Place | null {
  const path = [...place.path, "$ref"];
  const [uri = "", fragment = ""] = (URL.parse(reference, place.base)?.href ?? "").split("#");
  const resource = survey.named.get(uri);
  if (resource === undefined) {
    const message =
      "`$ref` leads out of the schema; only references inside the document are followed";
    addFault(survey, schemaFault(path, message));
    return null;
  }
  const target = inResource(survey, { uri, resource, fragment });
  if (target === null) addFault(survey, schemaFault(path, "`$ref` points at nothing"));
  return target;
}

function inResource(
  survey: Survey,
  { uri, resource, fragment }: { uri: string; resource: Place; fragment: string },
): Place | null {
  if (fragment === "") return resource;
  const decoded = decodeFragment(fragment);
  if (decoded === null) return null;
  if (!decoded.startsWith("/")) return survey.named.get(`${uri}#${decoded}`) ?? null;
  const path = [...resource.path, ...decoded.slice(1).split("/").map(unescapeStep)];
  return valueAt(survey.root, path) === undefined ? null : { path, base: resource.base };
}

function decodeFragment(fragment: string): string | null {
  try {
    return decodeURIComponent(fragment);
  } catch {
    // Percent signs that are no escapes: such a fragment names nothing.
    return null;
  }
}
