// The style layers of one of our layers, by its kind. Colours repeat what hatching, size and outline say.
const colour = ["match", ["to-string", ["get", "level"]], "1", "#f6c177", "2", "#e06c4f", "3", "#8f1d2c", "cold", "#a5c6e3", "#ffffff"];

export function layersOf({ id, kind }) {
  switch (kind) {
    case "boundary":
      return [
        { id: id + "-ground", type: "fill", source: id, paint: { "fill-color": "#ffffff" } },
        { id: id + "-line", type: "line", source: id, paint: { "line-color": "#505a5f", "line-width": ["case", ["==", ["get", "chosen"], true], 3.5, 1.5] } },
      ];
    case "cell":
      return [
        { id: id + "-fill", type: "fill", source: id, paint: { "fill-color": colour, "fill-opacity": 0.75 } },
        {
          id: id + "-hatch", type: "fill", source: id,
          filter: ["in", ["to-string", ["get", "level"]], ["literal", ["1", "2", "3", "cold"]]],
          paint: { "fill-pattern": ["concat", "hatch-", ["to-string", ["get", "level"]]] },
        },
      ];
    case "line":
      return [{ id: id + "-line", type: "line", source: id, paint: { "line-color": "#0b0c0c", "line-width": 3 } }];
    default:
      return [
        {
          id: id + "-dot", type: "circle", source: id,
          paint: {
            "circle-color": "#1d5c9c", "circle-stroke-color": "#ffffff", "circle-stroke-width": 1.5,
            "circle-radius": ["min", 22, ["+", 4, ["*", 1.6, ["sqrt", ["to-number", ["coalesce", ["get", "size"], ["get", "count"], 1]]]]]],
          },
        },
      ];
  }
}
