/** The text of a shader, by Vite's `?raw`. */
declare module '*.wgsl?raw' {
  const source: string;
  export default source;
}
