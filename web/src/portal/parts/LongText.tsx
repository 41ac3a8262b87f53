/** A text the practice wrote (terms, consent): plain, paragraph by paragraph. */
import "./parts.css";

export function LongText({ body }: { body: string }) {
  const paragraphs = body.split(/\n\s*\n/).map((paragraph) => paragraph.trim()).filter(Boolean);
  return <div className="p-text">{paragraphs.map((paragraph, place) => <p key={place}>{paragraph}</p>)}</div>;
}

/** Whole minutes at 200 words a minute, at least one. */
export function minutesToRead(body: string): number {
  return Math.max(1, Math.round(body.split(/\s+/).length / 200));
}
