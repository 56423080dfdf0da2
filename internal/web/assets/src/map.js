// Draws every map of the page (internal/web/mapview) from GeoJSON of our own server, on a ground of our own.
import { Map, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { hatch, labelImage } from "./mapimage.js";
import { boundsOf, middle } from "./mapgeometry.js";
import { layersOf } from "./maplayer.js";
import { picker } from "./mappick.js";
import { tell } from "./maptell.js";
import { addGround, grounded, nameGround } from "./mapground.js";

setWorkerUrl(WORKER_URL); // the build fills it in

document.querySelectorAll("[data-wm-map]").forEach((place) => {
  const settings = JSON.parse(place.dataset.wmMap);
  const status = document.getElementById(place.id.replace(/-canvas$/, "-status"));
  draw(place, settings).catch((fault) => {
    console.error(fault);
    place.hidden = true;
    place.dataset.state = "failed";
    status.textContent = settings.failed;
  });
});

async function draw(place, settings) {
  const [ground, ...data] = await Promise.all([read(settings.ground).catch(() => null), ...settings.layers.map((layer) => read(layer.url))]);
  while (place.isConnected && !place.clientWidth) await new Promise(requestAnimationFrame); // not laid out yet
  const map = new Map({
    container: place,
    style: { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": "#eef1f3" } }] },
    bounds: settings.bounds || boundsOf(data),
    fitBoundsOptions: { padding: 20 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    cooperativeGestures: true, // one finger scrolls the page, two move the map
    fadeDuration: 0,
    canvasContextAttributes: { preserveDrawingBuffer: true }, // so that the map prints
  });
  map.getCanvas().setAttribute("aria-label", settings.title);
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new ScaleControl());
  map.touchZoomRotate.disableRotation();
  map.on("error", (event) => console.error(event.error));
  await new Promise((ready) => map.on("load", ready));

  for (const level of ["1", "2", "3", "cold"]) map.addImage("hatch-" + level, hatch(level));
  const outlines = (layer) => layer.kind === "boundary";
  settings.layers.forEach((layer, i) => outlines(layer) && add(map, layer, data[i])); // their white is under the ground
  if (ground) addGround(map, ground);
  settings.layers.forEach((layer, i) => outlines(layer) || add(map, layer, data[i]));
  const dots = settings.layers.find((layer) => layer.kind === "point");
  settings.layers.forEach((layer, i) => {
    if (!outlines(layer)) return;
    map.moveLayer(layer.id + "-line", dots && dots.id + "-dot"); // over the shading, under the dots
    addNames(map, layer, data[i]);
  });
  if (ground) await nameGround(map, ground, settings.streets);
  if (settings.lon) picker(map, place, settings);
  await settled(map, place);
  place.dataset.ground = grounded(map);
  place.dataset.state = "drawn";
}

// settled waits until the picture has the size of its place: a slow machine may lay the page out after the first drawing.
async function settled(map, place) {
  for (let tries = 0; tries < 5; tries++) {
    await new Promise((idle) => map.once("idle", idle));
    if (map.getCanvas().clientWidth === place.clientWidth) return;
    map.resize();
    map.triggerRepaint();
  }
}

async function read(url) {
  const answer = await fetch(url, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(url + ": " + answer.status);
  return answer.json();
}

function add(map, layer, data) {
  map.addSource(layer.id, { type: "geojson", data });
  for (const drawn of layersOf(layer)) {
    map.addLayer(drawn);
    if (layer.kind !== "boundary") tell(map, drawn.id);
  }
}

// addNames writes names above all else, each once: as pictures, because text layers would need a server of glyphs, and on
// points of their own, because a boundary that crosses tiles would be named in each.
function addNames(map, layer, data) {
  const features = [];
  for (const feature of data.features) {
    const name = feature.properties?.name;
    const at = name && middle(feature.geometry);
    if (!at) continue;
    if (!map.hasImage("name-" + name)) map.addImage("name-" + name, labelImage(name), { pixelRatio: 2 });
    features.push({ type: "Feature", properties: { name }, geometry: { type: "Point", coordinates: at } });
  }
  const id = layer.id + "-name";
  map.addSource(id, { type: "geojson", data: { type: "FeatureCollection", features } });
  map.addLayer({ id, type: "symbol", source: id, layout: { "icon-image": ["concat", "name-", ["get", "name"]], "icon-padding": 2 } });
}
