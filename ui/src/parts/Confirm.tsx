import type { ReactNode } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";

/** Names the thing and says what will change; closing returns the focus. */
export function Confirm({
  title,
  verb,
  danger = false,
  onConfirm,
  onCancel,
  children,
}: {
  title: string;
  verb: string;
  danger?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  children: ReactNode;
}) {
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => !open && onCancel()} isDismissable>
      <Modal>
        <Dialog className="dialog" aria-label={title}>
          <header>{title}</header>
          <div className="body">{children}</div>
          <footer>
            <button type="button" className="button" onClick={onCancel}>
              Cancel
            </button>
            <button type="button" className={`button ${danger ? "danger" : "primary"}`} onClick={onConfirm} autoFocus>
              {verb}
            </button>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
