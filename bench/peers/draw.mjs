// Draws one card per line of standard input (its elements) and answers with the CPU time of all its threads and the size.
// Usage: node draw.mjs satori|takumi <font file> [<file to keep the first picture in>]
import { createInterface } from "node:readline";
import { readFileSync, writeFileSync } from "node:fs";

const [, , peer, fontFile, keep] = process.argv;
const font = readFileSync(fontFile);
const [width, height] = [1080, 1350];

async function satori() {
  const { default: layOut } = await import("satori");
  const { Resvg } = await import("@resvg/resvg-js");
  const fonts = [500, 800].map((weight) => ({ name: "Plus Jakarta Sans", data: font, weight, style: "normal" }));
  return async (tree) => new Resvg(await layOut(tree, { width, height, fonts })).render().asPng();
}

async function takumi() {
  const { Renderer } = await import("@takumi-rs/core");
  const { fromJsx } = await import("@takumi-rs/helpers/jsx");
  const renderer = new Renderer();
  await renderer.registerFont({ name: "Plus Jakarta Sans", data: font });
  return async (tree) => {
    const { node } = await fromJsx(tree);
    return renderer.render(node, { width, height, format: "png" });
  };
}

const draw = await { satori, takumi }[peer]();
console.log(JSON.stringify({ ready: true }));
let first = true;
for await (const line of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage();
  const picture = await draw(JSON.parse(line));
  const { user, system } = process.cpuUsage(before);
  if (first && keep) writeFileSync(keep, picture);
  first = false;
  console.log(JSON.stringify({ ms: (user + system) / 1000, bytes: picture.length }));
}
