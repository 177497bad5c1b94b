/** Values for the placeholders of a path. */
export interface PathValues {
  model: string | null;
  prediction_id?: string;
  remote_id?: string;
}

/**
 * The URL of a path with its placeholders filled in, behind a backend's URL. Null where the path would leave the backend: for another
 * origin, or for above what its URL names (`..`, also as the value of a placeholder).
 */
export function mappedUrl(base: string, path: string, values: PathValues): string | null {
  const filled = path.replaceAll(
    /\{(model|prediction_id|remote_id)\}/g,
    (_, name: keyof PathValues) => encodeURIComponent(values[name] ?? ""),
  );
  if (Object.values(values).some((value) => value === "." || value === "..")) return null;
  const root = base.replace(/\/$/, "");
  if (!filled.startsWith("/") || !URL.canParse(root + filled)) return null;
  const url = new URL(root + filled);
  const { origin, pathname } = new URL(root);
  const stays = url.pathname.startsWith(pathname.replace(/\/?$/, "/"));
  return url.origin === origin && stays ? url.href : null;
}
