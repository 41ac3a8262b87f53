/** Hearing the microphone, and a chime for the ears. */

const HEARD = 0.012;
const STEPS = 6;

/** 0 (silence) to 6 (loud): root mean square of a tenth of a second, by ear rather than by energy. */
export function stepsOf(rms: number): number {
  if (rms < HEARD / 2) return 0;
  return Math.min(STEPS, Math.max(1, Math.round(STEPS + 2 * Math.log2(rms / 0.18))));
}

/** Tells how loud it is ten times a second, until the function it returns is called. */
export function listen(track: MediaStreamTrack, tell: (steps: number, heard: boolean) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 4096;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  void context.resume();
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    tell(stepsOf(rms), rms >= HEARD);
  }, 100);
  return () => { clearInterval(timer); void context.close(); };
}

/** Two soft notes, a second long. Resolves when they have been played. */
export async function chime(): Promise<void> {
  const context = new AudioContext();
  await context.resume();
  [659.25, 523.25].forEach((pitch, place) => note(context, pitch, context.currentTime + place * 0.35));
  await new Promise((resolve) => setTimeout(resolve, 1200));
  await context.close();
}

function note(context: AudioContext, pitch: number, start: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.3, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.7);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + 0.75);
}
