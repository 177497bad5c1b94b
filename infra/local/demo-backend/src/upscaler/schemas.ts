import type { ComponentSchemas } from "../cog/predictor.ts";
import { maxOutputPixels, maxSourcePixels, scales } from "./limits.ts";

/** The upscaler's `components.schemas`, written as Cog writes a predictor's. */
export const upscalerSchemas: ComponentSchemas = {
  Input: {
    title: "Input",
    type: "object",
    required: ["image"],
    properties: {
      image: {
        title: "Image",
        type: "string",
        format: "uri",
        description:
          `The picture: a data URL of a PNG or JPEG. At most ${maxSourcePixels} pixels, ` +
          `and ${maxOutputPixels} once it is enlarged.`,
        "x-order": 0,
      },
      scale: {
        allOf: [{ $ref: "#/components/schemas/scale" }],
        description: "How many times as wide and high the picture becomes.",
        default: 4,
        "x-order": 1,
      },
    },
  },
  Output: {
    title: "Output",
    type: "string",
    format: "uri",
    description: "The enlarged picture: a data URL of a PNG.",
  },
  scale: {
    title: "scale",
    description: "An enumeration.",
    type: "integer",
    enum: [...scales],
  },
};
