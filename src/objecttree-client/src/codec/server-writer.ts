import { fieldsOf, type RecordKind, type RecordValue } from "../values/record.js";
import { Writer } from "./writer.js";

/** Writes what a server does; see read-client-message.ts for why this package has it. Records are records there. */
export class ServerWriter extends Writer {
  protected override writeRecord(kind: RecordKind, record: RecordValue): void {
    const data = new ServerWriter();
    data.write(kind.number, ...fieldsOf(kind, record));
    const bytes = data.toBytes();
    this.extensionHeader(3, bytes.length);
    this.append(bytes);
  }
}
