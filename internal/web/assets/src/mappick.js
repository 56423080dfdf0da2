// Fills two inputs with a place: by a press, or by moving the map under its cross and pressing Enter or the button. What
// is typed into the inputs moves the mark.
const source = "wm-picked";

export function picker(map, place, settings) {
  const lon = document.getElementById(settings.lon);
  const lat = document.getElementById(settings.lat);
  const cross = document.createElement("div");
  cross.className = "wm-map__cross";
  cross.setAttribute("aria-hidden", "true");
  place.append(cross);
  const status = document.getElementById(place.id.replace(/-canvas$/, "-status"));

  map.addSource(source, { type: "geojson", data: point(null) });
  map.addLayer({
    id: source, type: "circle", source,
    paint: { "circle-radius": 6, "circle-color": "#ffffff", "circle-stroke-color": "#ca3535", "circle-stroke-width": 5 },
  });

  const show = () => {
    const at = [Number(lon.value), Number(lat.value)];
    const real = lon.value !== "" && lat.value !== "" && at.every(Number.isFinite);
    map.getSource(source).setData(point(real ? at : null));
    return real ? at : null;
  };
  const take = ({ lng, lat: north }) => {
    lon.value = lng.toFixed(6);
    lat.value = north.toFixed(6);
    for (const input of [lon, lat]) input.dispatchEvent(new Event("input", { bubbles: true }));
    status.textContent = settings.picked.replace("{lat}", lat.value).replace("{lon}", lon.value);
  };

  map.on("click", (event) => take(event.lngLat));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      take(map.getCenter());
    }
  });
  const id = place.id.replace(/-canvas$/, "");
  document.querySelectorAll(`[data-wm-pick="${id}"]`).forEach((button) => button.addEventListener("click", () => take(map.getCenter())));
  for (const input of [lon, lat]) input.addEventListener("input", show);
  lat.addEventListener("wm-located", () => {
    const at = show();
    if (at) map.jumpTo({ center: at, zoom: 16 });
  });
  const before = show();
  if (before) map.jumpTo({ center: before, zoom: 15 });
}

function point(at) {
  return { type: "FeatureCollection", features: at ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: at } }] : [] };
}
