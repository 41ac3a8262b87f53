/** The shapes the services send and take, under the names the pages use. Instants are ISO strings in UTC. */
import type { components as ClinicComponents } from "./schema.clinic";
import type { components as IdentityComponents } from "./schema.identity";
import type { components as NotifyComponents } from "./schema.notify";
import type { components as VideoGateComponents } from "./schema.video-gate";

type Clinic = ClinicComponents["schemas"];
type Identity = IdentityComponents["schemas"];
type Notify = NotifyComponents["schemas"];
type VideoGate = VideoGateComponents["schemas"];

// identity
export type Role = Identity["Role"];
export type Owed = Identity["Owed"];
export type Me = Identity["Me"];
export type Terms = Identity["Terms"];
export type NamedContact = Identity["Named"];
export type LinkInspection = Identity["Inspected"];
export type LinkPurpose = LinkInspection["purpose"];
export type LinkState = LinkInspection["state"];
/** Called by their email until they have a name. */
export type Staff = Identity["Staff"] & { display_name: string };
export type LoginSession = Identity["OpenLogin"];
export type SecondFactor = Identity["Factor"];
export type MyLoginSession = Identity["MyLogin"];
export type IssuedCode = Identity["IssuedCode"];
export type CodeProgress = Identity["CodeShown"];
/** One alone also says where it is signed in; a list doesn't. */
export type Account = Identity["Account"] & Partial<Pick<Identity["AccountInFull"], "login_sessions">>;

// clinic
export type Text = Clinic["Text"];
export type Practice = Clinic["PublicPractice"];
export type PortalStateName = Clinic["PortalState"];
export type ClientRow = Clinic["ClientRow"];
export type ClientRowPerson = Clinic["RowPerson"];
export type ClientPage = Clinic["ClientList"];
export type StateCounts = Clinic["StateCounts"];
export type ClientAdd = Clinic["ClientAdd"];
export type ClientChange = Clinic["ClientChange"];
export type Client = Clinic["Client"];
export type Likeness = Clinic["Likeness"];
export type MergeChoices = Clinic["MergeChoices"];
export type Dismissed = Clinic["Dismissed"];
export type MergePlan = Clinic["MergePlan"];
export type Relationship = ClientRowPerson["relationship"];
export type ConsentState = Clinic["ConsentState"];
export type Consent = Clinic["ConsentShown"];
export type ConsentHow = NonNullable<Consent["how"]>;
export type ChartContact = Clinic["ChartContact"];
export type ChartContactAdd = Clinic["ContactAdd"];
export type RelationshipChange = Clinic["RelationshipChange"];
export type ContactChange = Clinic["ContactChange"];
export type ConsentGrant = Clinic["ConsentGrant"];
export type WelcomeResult = Clinic["WelcomeResult"];
export type AccessReport = Clinic["AccessReport"];
export type ReportFinding = Clinic["FindingShown"];
export type FindingCode = ReportFinding["code"];
export type Severity = ReportFinding["severity"];
export type TimelineEntry = Clinic["Happened"];
export type TodaySession = Clinic["TodaySession"];
export type Today = Clinic["Today"];
export type Slot = Clinic["Slot"];
export type Slots = Clinic["Slots"];
export type ComesOfAge = Clinic["ComesOfAge"];
export type MyPerson = Clinic["MyPerson"];
export type MyClients = Clinic["MyClients"];
export type MyCall = Clinic["MyCall"];
export type CallRaise = Partial<Clinic["CallRaise"]>;
export type Call = Clinic["CallShown"];
export type Company = Clinic["Company"];
export type Browsers = Clinic["Browsers"];
export type DeviceOutcomes = Clinic["DeviceOutcomes"];
export type MyDevice = Clinic["MyDevice"];
export type WelcomeRun = Clinic["RunShown"];
export type WelcomeRunPerson = Clinic["RunPerson"];
export type ImportShown = Clinic["ImportShown"];
export type ImportInFull = Clinic["ImportInFull"];
export type ImportColumn = Clinic["ImportColumn"];
export type ImportRow = Clinic["ImportRowShown"];
export type Settings = Clinic["Settings"];
export type SettingsChange = Clinic["SettingsChange"];
/** The same in every service. */
export type AuditEntry = Clinic["AuditEntry"];
export type NameShown = Clinic["NameShown"];

// notify
export type Message = Notify["ShownMessage"];
export type AddressChecked = Notify["AddressChecked"];
export type PlatformChecked = Notify["PlatformChecked"];
export type MailPreview = Notify["Preview"];
export type MailKind = Notify["TemplateRow"]["kind"];
export type MailLanguage = Notify["TemplateRow"]["language"];
export type MailWords = Notify["ShownWords"];
export type Template = Notify["Template"];
export type TemplateRow = Notify["TemplateRow"];
export type TemplateList = Notify["TemplateList"];
export type TemplatePreview = Notify["TemplatePreview"];
export type TemplateProblem = Notify["ProblemShown"];

// video-gate
export type Guest = VideoGate["GuestShown"];
export type GuestLinkLook = VideoGate["GuestLinkShown"];
export type SessionPage = VideoGate["SessionsShown"];
export type VideoSession = VideoGate["SessionShown"];
export type Booking = VideoGate["SessionBook"];
export type SessionChange = VideoGate["SessionChange"];
export type JoinGrant = VideoGate["PassShown"];
export type Seat = VideoGate["SeatShown"];
