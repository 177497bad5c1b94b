import { decodePicture, encodePicture, pictureTypes } from "./picture.ts";
import type { Picture, PictureType } from "./picture.ts";

/** Reads the picture in a `data:image/png;base64,…` or `data:image/jpeg;base64,…` URL. Throws what is wrong. */
export function readDataUrl(url: string): Picture {
  const comma = url.indexOf(",");
  const head = url.slice(0, Math.max(comma, 0)).toLowerCase();
  if (!head.startsWith("data:"))
    throw new Error("image must be a data URL: data:image/png;base64,…");
  const [type = "", ...parameters] = head.slice("data:".length).split(";");
  if (!isPictureType(type)) {
    throw new Error(`image is of type ${type || "text/plain"}: send ${pictureTypes.join(" or ")}`);
  }
  if (parameters.at(-1) !== "base64") throw new Error("image must be a data URL in base64");
  const data = url.slice(comma + 1);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(data)) throw new Error("image is not valid base64");
  return decodePicture(Buffer.from(data, "base64"), type);
}

/** The picture as a PNG in a data URL. */
export function writeDataUrl(picture: Picture): string {
  return `data:image/png;base64,${encodePicture(picture).toString("base64")}`;
}

function isPictureType(type: string): type is PictureType {
  return pictureTypes.some((known) => known === type);
}
