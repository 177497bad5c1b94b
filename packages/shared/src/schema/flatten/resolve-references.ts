import { isObject, unescapeStep } from "../json/json.ts";
import { showValue } from "../json/show-value.ts";
import { closestTo } from "../warnings/closest.ts";
import { loadDocument, searchDocuments } from "./load-document.ts";
import { nameInside, type Place, valueAt } from "./place.ts";
import { decodeFragment, resolveUri } from "./resolve-uri.ts";
import { addFault, enterSchema, type Survey } from "./survey-schema.ts";

/**
 * Finds where each `$ref` and `$dynamicRef` of the surveyed schemas leads; what stands there joins the
 * survey. Faults: references to what is not there, and to documents that nobody gave.
 */
export function resolveReferences(survey: Survey): void {
  // What a reference leads to may add others to the list.
  for (const place of survey.referring) {
    if (typeof place.schema === "boolean") continue;
    const { $ref: ref, $dynamicRef: dynamicRef } = place.schema;
    if (typeof ref === "string") place.ref = findTarget(survey, place, ["$ref", ref]);
    if (typeof dynamicRef !== "string") continue;
    const first = findTarget(survey, place, ["$dynamicRef", dynamicRef]);
    if (first !== null) place.dynamicRef = { first, anchor: dynamicAnchorOf(first, dynamicRef) };
  }
}

/** A `$dynamicRef` is dynamic only if its fragment is a `$dynamicAnchor` of the resource that it names. */
function dynamicAnchorOf(first: Place, reference: string): string | null {
  const anchor = reference.slice(reference.indexOf("#") + 1);
  return first.resource.dynamicAnchors.get(anchor) === first ? anchor : null;
}

type Reference = [keyword: "$ref" | "$dynamicRef", written: string];

function findTarget(survey: Survey, place: Place, reference: Reference): Place | null {
  const [keyword, written] = reference;
  const at = { document: place.document, path: [...place.path, keyword] };
  const resolved = resolveUri(written, place.resource.uri);
  if (resolved === null) {
    addFault(survey, at, `\`${keyword}\` must be a URI reference; got ${showValue(written)}`);
    return null;
  }
  const resource = findResource(survey, resolved.uri, at.document.enteredBy ?? at.path);
  if (resource === null) {
    const advice = "put that schema under `$defs` and refer to it as `#/$defs/…`";
    const message = `\`${keyword}\` leads out of the schema, to ${showValue(resolved.uri)}; nothing is fetched: ${advice}`;
    addFault(survey, at, message);
    return null;
  }
  const target = findInside(survey, resource, resolved.fragment);
  if (target === null) {
    const hint = hintFor(resource, resolved.fragment);
    addFault(survey, at, `\`${keyword}\` points at nothing: ${showValue(written)}${hint}`);
  }
  return target;
}

function findResource(survey: Survey, uri: string, enteredBy: Place["path"]): Place | null {
  const known = survey.named.get(uri);
  if (known !== undefined) return known;
  const isFound = loadDocument(survey, uri, enteredBy) || searchDocuments(survey, uri, enteredBy);
  return isFound ? (survey.named.get(uri) ?? null) : null;
}

function findInside(survey: Survey, resource: Place, fragment: string): Place | null {
  const decoded = decodeFragment(fragment);
  if (decoded === null) return null;
  if (decoded === "") return resource;
  if (!decoded.startsWith("/")) {
    return survey.named.get(`${resource.resource.uri}#${decoded}`) ?? null;
  }
  const steps = decoded.slice(1).split("/").map(unescapeStep);
  const known = survey.places.get(nameInside(resource, steps));
  if (known !== undefined) return known;
  const path = [...resource.path, ...steps];
  const { document } = resource;
  const schema = valueAt(document.root, path);
  if (schema === undefined) return null;
  const nearest = nearestPlace(survey, resource, steps);
  return enterSchema(survey, { document, path, resource: nearest.resource, schema });
}

/** The innermost schema that the walk has seen on the way from the place. */
function nearestPlace(survey: Survey, from: Place, steps: string[]): Place {
  let nearest = from;
  for (let length = 1; length < steps.length; length++) {
    nearest = survey.places.get(nameInside(from, steps.slice(0, length))) ?? nearest;
  }
  return nearest;
}

/** For a slip in the last step of a pointer. */
function hintFor(resource: Place, fragment: string): string {
  const decoded = decodeFragment(fragment);
  if (decoded === null) return " (its percent signs are no escapes)";
  if (!decoded.startsWith("/")) return "";
  const steps = decoded.slice(1).split("/");
  const last = unescapeStep(steps.pop() ?? "");
  const holder = valueAt(resource.schema, steps.map(unescapeStep));
  const meant = isObject(holder) ? closestTo(last, Object.keys(holder)) : null;
  return meant === null ? "" : `; did you mean ${showValue(`#/${[...steps, meant].join("/")}`)}?`;
}
