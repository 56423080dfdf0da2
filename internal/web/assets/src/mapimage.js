// Pictures that the map needs, drawn here so that nothing is fetched.
const strokes = { 1: ["#0b0c0c", [0, 12, 12, 0]], 2: ["#0b0c0c", [0, 0, 12, 12], [0, 12, 12, 0]], 3: ["#ffffff", [0, 6, 12, 6], [6, 0, 6, 12]], cold: ["#0b0c0c", [0, 6, 12, 6]] };

function canvas(width, height) {
  const made = document.createElement("canvas");
  made.width = width;
  made.height = height;
  return [made.getContext("2d", { willReadFrequently: true }), () => made.getContext("2d").getImageData(0, 0, width, height)];
}

export function hatch(level) {
  const [pen, image] = canvas(12, 12);
  const [ink, ...lines] = strokes[level];
  pen.strokeStyle = ink;
  pen.globalAlpha = 0.7;
  pen.lineWidth = 1.5;
  for (const [x1, y1, x2, y2] of lines) {
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
    pen.stroke();
  }
  return image();
}

// labelImage is a name at twice its size, in lines of about 18 letters, with a white edge. Small ones are names of the ground.
export function labelImage(name, size = 26) {
  const lines = [];
  for (const word of name.split(" ")) {
    const last = lines.length - 1;
    if (last >= 0 && (lines[last] + " " + word).length <= 18) lines[last] += " " + word;
    else lines.push(word);
  }
  const font = `${size < 26 ? "normal" : "bold"} ${size}px arial, sans-serif`;
  const [measure] = canvas(1, 1);
  measure.font = font;
  const width = Math.ceil(Math.max(...lines.map((line) => measure.measureText(line).width))) + 12;
  const [pen, image] = canvas(width, lines.length * (size + 4) + 8);
  pen.font = font;
  pen.textAlign = "center";
  pen.textBaseline = "top";
  pen.lineJoin = "round";
  pen.lineWidth = 6;
  pen.strokeStyle = "#ffffff";
  pen.fillStyle = "#0b0c0c";
  lines.forEach((line, i) => {
    const y = 4 + i * (size + 4);
    pen.strokeText(line, width / 2, y);
    pen.fillText(line, width / 2, y);
  });
  return image();
}
