import type { ReactNode } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { Action } from "./Action";

/** Names the thing and says what will change; closing returns the focus. */
export function Confirm({
  title,
  verb,
  danger = false,
  refused,
  busy = false,
  onConfirm,
  onCancel,
  children,
}: {
  title: string;
  verb: string;
  danger?: boolean;
  refused?: string | undefined;
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  children: ReactNode;
}) {
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => !open && onCancel()} isDismissable>
      <Modal className="modal">
        <Dialog className="dialog" aria-label={title}>
          <header>
            <h2>{title}</h2>
          </header>
          <div className="body">{children}</div>
          <footer>
            <button type="button" className="button" onClick={onCancel}>
              Cancel
            </button>
            <Action look={danger ? "danger" : "primary"} refused={refused} busy={busy} onPress={onConfirm}>
              {verb}
            </Action>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
