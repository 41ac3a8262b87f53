/** A temporary password that is easy to read out: four plain words' worth of chance and two digits. */
const words = (
  "harbour toast lemon cedar violin kettle meadow pepper window garden marble candle river pocket ladder saddle button thunder velvet walnut " +
  "orchard blanket copper feather hollow island jacket lantern magnet napkin oyster paddle quarry ribbon silver timber umbrella valley whistle yellow " +
  "almond basket cactus dolphin engine falcon guitar hammer igloo jungle kitten lizard mirror needle orange pillow rabbit salmon tunnel wagon zipper"
).split(" ");

function below(limit: number): number {
  const ceiling = Math.floor(0x1_0000_0000 / limit) * limit;
  const drawn = new Uint32Array(1);
  do crypto.getRandomValues(drawn); while (drawn[0]! >= ceiling);
  return drawn[0]! % limit;
}

export function suggestPassword(): string {
  const word = () => words[below(words.length)]!;
  return [word(), word(), String(10 + below(90)), word(), word()].join("-");
}
