/** Whether the menu of oneself is open: known to the frame, so that it stays open while one page takes another's place under it. */
import { createContext, useContext } from "react";

interface WhoMenu { isOpen: boolean; turn: (open: boolean) => void }
export const WhoMenuContext = createContext<WhoMenu>({ isOpen: false, turn: () => {} });
export const useWhoMenu = () => useContext(WhoMenuContext);
