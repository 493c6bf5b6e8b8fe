using System.Buffers;
using System.Diagnostics;
using MessagePack;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Kinds;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Protocol.Instructions;

/// <summary>Writes the instructions of one message, the shortest ones that say what is meant.</summary>
internal ref struct InstructionWriter
{
    private MessagePackWriter _writer;

    public InstructionWriter(IBufferWriter<byte> output, MessageKind kind)
    {
        _writer = new MessagePackWriter(output);
        _writer.Write((int)kind);
    }

    /// <summary>Goes on in a message.</summary>
    public InstructionWriter(IBufferWriter<byte> output, InstructionPlace place)
    {
        _writer = new MessagePackWriter(output);
        Place = place;
    }

    /// <summary>Where this writer, or another, goes on.</summary>
    public InstructionPlace Place { get; private set; }

    /// <summary>Hands what was written to the output; call it once, at the end.</summary>
    public void Flush() => _writer.Flush();

    public void Write(Operation operation)
    {
        switch (operation)
        {
            case TopicOperation topic:
                WriteTopic(topic);
                break;
            case CreateOperation create:
                for (var i = 0; i < create.Objects.Length; i++)
                    WriteCreate(create.Objects[i], i == 0 ? create.Index : -1);
                break;
            case NewOperation create:
                WriteNew(create);
                break;
            case DestroyOperation destroy:
                _writer.Write(Instruction.Destroy);
                _writer.Write(destroy.ObjectId);
                Place = Place with { Current = 0 };
                break;
            case MoveOperation move:
                _writer.Write(Instruction.Move);
                _writer.Write(move.ObjectId);
                _writer.Write(move.ParentId);
                _writer.Write(move.Index);
                Place = Place with { Current = move.ObjectId };
                break;
            case AddAttributeOperation add:
                WriteTarget(add.ObjectId);
                WriteAdded(add.Added);
                break;
            case RemoveAttributeOperation remove:
                WriteTarget(remove.ObjectId);
                _writer.Write(Instruction.RemoveAttribute);
                _writer.Write(remove.Attribute);
                break;
            case AnnounceTypeOperation announce:
                WriteType(announce.Type);
                break;
            case AnnounceRecordOperation announce:
                WriteRecord(announce.Record);
                break;
            default:
                throw new UnreachableException();
        }
    }

    public void WriteAll(ReadOnlySpan<Operation> operations)
    {
        while (!operations.IsEmpty)
        {
            var run = OperationRun.First(operations);
            Write(run);
            operations = operations[run.Operations.Length..];
        }
    }

    public void Write(OperationRun run)
    {
        if (run.Objects >= OperationRun.FewestRepeated)
        {
            WriteRepeat(run);
            return;
        }
        foreach (var operation in run.Operations)
            Write(operation);
    }

    public void WriteRecord(RecordSchema record)
    {
        _writer.Write(Instruction.Record);
        RecordCodec.Write(ref _writer, record);
    }

    public void WriteType(TypeSchema type)
    {
        _writer.Write(Instruction.Type);
        TypeCodec.Write(ref _writer, type);
    }

    public void WriteCreate(ObjectState state, int index)
    {
        if (IsNext(state, index))
        {
            _writer.Write(Instruction.CreateNext);
        }
        else
        {
            _writer.Write(Instruction.Create);
            _writer.Write(state.Id);
            _writer.Write(state.Type.Number);
            _writer.Write(state.ParentId);
            _writer.Write(index);
            _writer.Write(state.Key);
            TagsCodec.WriteState(ref _writer, state.Tags);
        }
        StateCodec.Write(ref _writer, state);
        Place = new InstructionPlace(state.Id, state.Type, state.ParentId);
        foreach (var added in state.Added)
            WriteAdded(added);
    }

    private void WriteTopic(TopicOperation operation)
    {
        var codec = KindCodecs.Of(operation);
        WriteTarget(operation.Address.ObjectId);
        _writer.Write(codec.HeadOf(operation));
        codec.WriteOperands(ref _writer, operation);
    }

    private void WriteRepeat(OperationRun run)
    {
        _writer.Write(Instruction.Repeat);
        _writer.WriteArrayHeader(run.Width);
        for (var i = 0; i < run.Width; i++)
            _writer.Write(OperationRun.HeadOf(run.Operations[i]));
        _writer.Write(run.Objects);
        for (var i = 0; i < run.Operations.Length; i++)
        {
            var operation = (TopicOperation)run.Operations[i];
            if (i % run.Width == 0)
            {
                _writer.Write(operation.Address.ObjectId - Place.Current);
                Place = Place with { Current = operation.Address.ObjectId };
            }
            KindCodecs.Of(operation).WriteOperands(ref _writer, operation);
        }
    }

    private void WriteNew(NewOperation create)
    {
        _writer.Write(Instruction.New);
        _writer.Write(create.LocalId);
        _writer.Write(create.Type.Number);
        _writer.Write(create.ParentId);
        _writer.Write(create.Index);
        _writer.Write(create.Key);
        Place = Place with { Current = create.LocalId };
    }

    private void WriteAdded(AddedAttribute added)
    {
        _writer.Write(Instruction.AddAttribute);
        AddedAttributeCodec.Write(ref _writer, added);
    }

    private readonly bool IsNext(ObjectState state, int index) =>
        Place.Current != 0 && state.Id == Place.Current + 1
        && state.Type.Number == Place.Type?.Number && state.ParentId == Place.ParentId
        && index == -1 && state.Key is null && state.Tags.AsArray().IsEmpty;

    private void WriteTarget(long id)
    {
        var distance = id - Place.Current;
        if (distance == 0)
            return;
        var near = Instruction.NearTarget - distance;
        if (distance > 0 && near >= -Value.MaxInt && MessagePackWriter.GetEncodedLength(near) <= MessagePackWriter.GetEncodedLength(id))
        {
            _writer.Write(near);
        }
        else
        {
            _writer.Write(Instruction.Target);
            _writer.Write(id);
        }
        Place = Place with { Current = id };
    }
}
