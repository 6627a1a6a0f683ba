/** Turns a colour as appearances name it into one that is known outside the page. */
export type ColourOf = (color: string) => string;

const PROPERTY = /(--[\w-]+):\s*(#[0-9a-f]{3,8})\b/g;
const REFERENCE = /^var\((--[\w-]+)\)$/;

/**
 * The colours of the light scheme, whatever scheme the page is in: paper is white. From the text of
 * global.css, because on a dark page no element has the light values.
 */
export function lightColours(css: string): ColourOf {
  const light = /:root\s*\{([^}]*)\}/.exec(css)?.[1] ?? '';
  const values = new Map([...light.matchAll(PROPERTY)].map(([, name, value]) => [name, value]));
  return (color) => {
    const name = REFERENCE.exec(color)?.[1];
    if (name === undefined) return color;
    const value = values.get(name);
    if (value === undefined) throw new Error(`global.css has no light value of ${name}.`);
    return value;
  };
}
