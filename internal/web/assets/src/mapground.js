// The ground under every map: water, parks, main roads, stations and, near enough, the names of streets. It says where one is, and
// nothing about what is shown on it: it is drawn under the shading and dots, in pale colours.
import { labelImage } from "./mapimage.js";

const source = "wm-ground";
const of = (kind) => ["==", ["get", "kind"], kind];
const wide = (near, far) => ["interpolate", ["linear"], ["zoom"], 11, far, 16, near];

const layers = [
  { id: "wm-water", type: "fill", filter: of("water"), paint: { "fill-color": "#b3d4ea" } },
  { id: "wm-park", type: "fill", filter: of("park"), paint: { "fill-color": "#cde5c2" } },
  { id: "wm-road", type: "line", filter: of("road"), paint: { "line-color": "#8a949b", "line-width": wide(9, 3) }, layout: { "line-cap": "round" } },
  { id: "wm-road-top", type: "line", filter: of("road"), paint: { "line-color": "#ffe7ae", "line-width": wide(6.5, 1.6) }, layout: { "line-cap": "round" } },
  { id: "wm-station", type: "circle", filter: of("station"), paint: { "circle-radius": wide(6, 2.5), "circle-color": "#ffffff", "circle-stroke-color": "#0b0c0c", "circle-stroke-width": 2 } },
];

const namedFrom = { station: 12.5, park: 13.5, road: 13 }; // the zoom from which names of each are written
const streetsFrom = 15;

// addGround draws the ground; what is added to the map afterwards lies above it.
export function addGround(map, data) {
  map.addSource(source, { type: "geojson", data });
  for (const layer of layers) map.addLayer({ ...layer, source });
}

// nameGround writes the names of the ground above all else, and fetches those of the streets when they can first be read.
export async function nameGround(map, data, streets) {
  map.on("styleimagemissing", ({ id }) => {
    if (id.startsWith("small-") && !map.hasImage(id)) map.addImage(id, labelImage(id.slice(6), 20), { pixelRatio: 2 });
  });
  const points = data.features.filter((f) => f.properties.name).map((f) => ({ ...f, geometry: { type: "Point", coordinates: spot(f.geometry) } }));
  for (const kind of Object.keys(namedFrom)) {
    addNames(map, "wm-" + kind + "-name", points.filter((f) => f.properties.kind === kind), namedFrom[kind]);
  }
  let asked = false;
  const near = async () => {
    if (asked || map.getZoom() < streetsFrom) return;
    asked = true;
    try {
      const answer = await fetch(streets, { headers: { Accept: "application/geo+json" } });
      if (answer.ok) addNames(map, "wm-street-name", (await answer.json()).features, streetsFrom);
    } catch {
      asked = false; // the connection was lost: the next move of the map asks again
    }
  };
  map.on("moveend", near);
  await near();
}

// grounded is how much of the ground is in view.
export function grounded(map) {
  const drawn = map.getStyle().layers.filter(({ source: from, id }) => from === source || id.endsWith("-name") && id.startsWith("wm-")).map(({ id }) => id);
  return drawn.length && map.queryRenderedFeatures({ layers: drawn }).length;
}

function addNames(map, id, features, minzoom) {
  map.addSource(id, { type: "geojson", data: { type: "FeatureCollection", features } });
  map.addLayer({ id, type: "symbol", source: id, minzoom, layout: { "icon-image": ["concat", "small-", ["get", "name"]], "icon-padding": 4, "icon-offset": [0, id === "wm-station-name" ? 14 : 0] } });
}

// spot is where a name is written: the middle of the longest line, of the largest ring, or the point.
function spot({ type, coordinates }) {
  if (type === "Point") return coordinates;
  const lines = type === "LineString" ? [coordinates] : type === "MultiPolygon" ? coordinates.map((p) => p[0]) : coordinates;
  const longest = lines.reduce((a, b) => (b.length > a.length ? b : a));
  if (type === "MultiLineString" || type === "LineString") return longest[Math.floor(longest.length / 2)];
  const sum = longest.reduce((a, p) => [a[0] + p[0] / longest.length, a[1] + p[1] / longest.length], [0, 0]);
  return sum;
}
