/** A session as a calendar file: neutral words, no client, no specialty. */
import type { VideoSession } from "@/api/types";

const stamp = (instant: string) => new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, "");
const plain = (text: string) => text.replace(/([\\;,])/g, "\\$1").replace(/\r?\n/g, "\\n");

export function calendarFile(session: VideoSession, title: string, address: string): string {
  return [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Anteroom//Portal//EN", "BEGIN:VEVENT", `UID:${session.session_id}@anteroom`,
    `DTSTAMP:${stamp(new Date().toISOString())}`, `DTSTART:${stamp(session.start_time)}`, `DTEND:${stamp(session.end_time)}`,
    `SUMMARY:${plain(title)}`, `URL:${address}`, "END:VEVENT", "END:VCALENDAR", "",
  ].join("\r\n");
}

export function saveCalendarFile(content: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "text/calendar" }));
  link.download = "session.ics";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
