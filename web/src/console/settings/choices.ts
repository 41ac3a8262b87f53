/** What can be chosen in the General settings. */
export const validities = [24, 36, 48, 168] as const;
export const staffIdleMinutes = [15, 30, 60, 120, 240, 480] as const;
export const clientIdleDays = [1, 7, 30] as const;
export const earlyMinutes = [0, 5, 10, 15, 30, 60];
export const reminderHours = [168, 48, 24, 4, 1];
export const doors = ["plum", "juniper", "oxblood", "harbour", "umber", "slate"] as const;
export const regions = ["AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"].map((code) => `CA-${code}`);
export const zones = [
  "America/St_Johns", "America/Halifax", "America/Toronto", "America/Winnipeg", "America/Regina", "America/Edmonton", "America/Vancouver", "America/Whitehorse",
];
