import type { AttributeOperation } from "../kinds/attribute-operation.js";
import { AttributeWriter } from "./attribute-writer.js";
import { Instruction } from "./instruction.js";
import type { ActionOperation } from "./operation.js";

/** Writes all that an action may hold as instructions. */
export class ShapeWriter extends AttributeWriter {
  override writeAttribute(operation: ActionOperation): void {
    switch (operation.op) {
      case "new": {
        const { id, type, parent, index, key } = operation;
        this.writer.write(Instruction.new, id, type, parent, index, key);
        this.current = id;
        return;
      }
      case "destroy":
        this.writer.write(Instruction.destroy, operation.id);
        this.current = undefined;
        return;
      case "move":
        this.writer.write(Instruction.move, operation.id, operation.parent, operation.index);
        this.current = operation.id;
        return;
    }
    super.writeAttribute(operation as AttributeOperation);
  }
}
