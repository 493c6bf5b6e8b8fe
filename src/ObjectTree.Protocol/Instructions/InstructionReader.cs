using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Kinds;
using ObjectTree.Protocol.Limits;
using ObjectTree.Protocol.Messages;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Instructions;

/// <summary>
/// Reads the instructions of one message into operations. It refuses what it cannot read or what cannot be; whether an operation fits the
/// state (ranges, the tree's shape, what is in a set) is for whoever applies it.
/// </summary>
internal ref struct InstructionReader
{
    private const long RootId = 1;
    private const int VerbMask = (1 << KindCodec.VerbBits) - 1;

    private readonly bool _isSnapshot;
    private readonly int? _mostOperations; // an action's; null: this is none
    private OperationList _operations = new();
    private SchemaOverlay _schema;
    private WireReader _reader;

    // The current object, 0 when there is none, and its type.
    private long _current;
    private TypeSchema? _currentType;

    // The last object created in this message.
    private ObjectState? _created;

    public InstructionReader(WireReader reader, MessageKind kind, ISchemaSource? schema)
    {
        _reader = reader;
        _isSnapshot = kind == MessageKind.Snapshot;
        _schema = new SchemaOverlay(_isSnapshot ? null : schema);
        if (_isSnapshot) // it replaces all that was known
            _reader.ForgetRecords();
    }

    /// <summary>Reads an action, which may be about something that is not there any more.</summary>
    public InstructionReader(ReadOnlySpan<byte> instructions, ReadLimits limits, ISchemaSource schema, int mostOperations)
        : this(new WireReader(instructions, limits, schema) { MayBeLocal = true }, MessageKind.Action, schema) =>
        _mostOperations = mostOperations;

    public readonly string? Failure => _reader.Failure;

    /// <summary>Why an action is refused that could not be read to its end; null: it is malformed.</summary>
    public OperationRejectedException? Rejection
    {
        readonly get => field ?? (_reader.IsMisfit ? NoValue : null);
        private set;
    }

    private static OperationRejectedException NoValue =>
        new(RejectionCodes.Validation, "The action holds a number that is no value, or a verb that does not exist.");

    /// <summary>Reads to the end of the message.</summary>
    public bool TryReadAll(out ImmutableArray<Operation> operations)
    {
        operations = [];
        while (!_reader.IsAtEnd)
        {
            if (!_reader.TryReadInt(out var instruction) || !TryRead(instruction))
                return false;
        }
        if (_isSnapshot && _created is null)
            return _reader.Fail("a snapshot without a root");
        operations = _operations.ToImmutable();
        return true;
    }

    private bool TryRead(long instruction) => instruction switch
    {
        _ when _mostOperations is not null && !IsForActions(instruction) =>
            _reader.Fail($"the instruction {instruction} is not for actions"),
        Instruction.New when _mostOperations is not null => TryReadNew(),
        Instruction.Type => TryReadType(),
        Instruction.Create => TryReadCreate(),
        Instruction.CreateNext => TryReadCreateNext(),
        Instruction.Record => TryReadRecord(),
        Instruction.AddAttribute => TryReadAddAttribute(),
        _ when _isSnapshot => _reader.Fail($"the instruction {instruction} is not for snapshots"),
        >= 0 => TryReadTopicOperation(instruction),
        Instruction.Target => _reader.TryReadId(out var id) && TryTarget(id),
        < Instruction.NearTarget => TryTarget(_current + Instruction.NearTarget - instruction),
        Instruction.Repeat => TryReadRepeat(),
        Instruction.Destroy => TryReadDestroy(),
        Instruction.Move => TryReadMove(),
        Instruction.RemoveAttribute => TryReadRemoveAttribute(),
        _ => _reader.Fail($"the instruction {instruction} is unknown"),
    };

    private static bool IsForActions(long instruction) => instruction is >= Instruction.Target or < Instruction.NearTarget
        or Instruction.Destroy or Instruction.Move or Instruction.Repeat or Instruction.New;

    private bool TryReadTopicOperation(long instruction)
    {
        if (_currentType is null)
            return _reader.Fail("there is no current object");
        if (!TryMakeRoom())
            return false;
        var attribute = instruction >> KindCodec.VerbBits;
        if (attribute > int.MaxValue || !TryGetKind((int)attribute, out var kind))
        {
            return Refuse(RejectionCodes.Validation, "The object has no such attribute.")
                || _reader.Fail($"{_currentType.Name} {_current} has no attribute {attribute}");
        }
        var address = new AttributeAddress(_current, (int)attribute);
        var verb = (int)instruction & VerbMask;
        var isRead = attribute == 0
            ? TagsCodec.TryRead(ref _reader, verb, address, out var operation)
            : KindCodecs.Of(kind).TryRead(ref _reader, verb, address, out operation);
        if (isRead)
            _operations.Add(operation!);
        return isRead;
    }

    /// <summary>False: an action has all the operations that it may have, and is refused.</summary>
    private bool TryMakeRoom() =>
        _operations.Count != _mostOperations || Refuse(RejectionCodes.Limit, $"An action may have {_mostOperations} operations.");

    private bool TryReadNew()
    {
        if (!_reader.TryReadInt(out var id)
            || !_reader.TryReadIndex(0, out var number)
            || !_reader.TryReadId(out var parent)
            || !_reader.TryReadIndex(-1, out var index)
            || !_reader.TryReadOptionalString(out var key)
            || !TryMakeRoom())
            return false;
        if (id >= 0)
            return Refuse(RejectionCodes.Validation, "What a client creates has a negative id until the server gives it its own.");
        if (!_schema.TryGetType(number, out var type))
            return Refuse(RejectionCodes.Validation, "There is no such type.");
        if (_schema.TryGetTypeOf(id, out _))
            return Refuse(RejectionCodes.Validation, $"The id {id} is another object's already.");
        _schema.Create(id, type);
        (_current, _currentType) = (id, type);
        _operations.Add(new NewOperation(id, type, parent, index, key));
        return true;
    }

    private bool TryReadRepeat()
    {
        if (!_reader.TryReadArrayHeader(0, out var width))
            return false;
        var heads = new long[width];
        foreach (ref var head in heads.AsSpan())
        {
            if (!_reader.TryReadInt(0, out head))
                return false;
        }
        if (!_reader.TryReadInt(0, out var count))
            return false;
        for (; count > 0; count--)
        {
            if (!_reader.TryReadInt(out var distance) || !TryTarget(_current + distance))
                return false;
            foreach (var head in heads)
            {
                if (!TryReadTopicOperation(head))
                    return false;
            }
        }
        return true;
    }

    /// <summary>Finds the kind of an attribute of the current object.</summary>
    private readonly bool TryGetKind(int attribute, out TopicKind kind)
    {
        kind = AttributeSchema.Tags.Kind;
        if (attribute == 0)
            return true;
        if (attribute <= _currentType!.Attributes.Length)
        {
            kind = _currentType.Attributes[attribute - 1].Kind;
            return true;
        }
        var isAdded = _schema.TryGetAdded(_current, attribute, out var added);
        kind = added?.Kind ?? TopicKind.None;
        return isAdded;
    }

    private bool TryReadRecord()
    {
        if (_isSnapshot && _created is not null)
            return _reader.Fail("a snapshot's records come before its objects");
        if (!RecordCodec.TryRead(ref _reader, out var record))
            return false;
        if (_reader.TryGetRecord(record.Number, out var known) && !known.Equals(record))
            return _reader.Fail($"the record number {record.Number} is {known.Name} already");
        _reader.Announce(record);
        _operations.Add(new AnnounceRecordOperation(record));
        return true;
    }

    private bool TryReadAddAttribute()
    {
        if (_currentType is null)
            return _reader.Fail("there is no current object");
        if (!AddedAttributeCodec.TryRead(ref _reader, _currentType, out var added))
            return false;
        if (_schema.TryGetAdded(_current, added.Number, out _))
            return _reader.Fail($"{_currentType.Name} {_current} has an attribute {added.Number} already");
        _schema.Add(_current, added.Number, added.Schema);
        _operations.Add(new AddAttributeOperation(_current, added));
        return true;
    }

    private bool TryReadRemoveAttribute()
    {
        if (_currentType is null)
            return _reader.Fail("there is no current object");
        if (!_reader.TryReadIndex(_currentType.Attributes.Length + 1, out var attribute))
            return false;
        if (!_schema.TryGetAdded(_current, attribute, out _))
            return _reader.Fail($"{_currentType.Name} {_current} was given no attribute {attribute}");
        _schema.Remove(_current, attribute);
        _operations.Add(new RemoveAttributeOperation(_current, attribute));
        return true;
    }

    private bool TryReadType()
    {
        if (_isSnapshot && _created is not null)
            return _reader.Fail("a snapshot's types come before its objects");
        if (!TypeCodec.TryRead(ref _reader, out var type))
            return false;
        if (_schema.TryGetType(type.Number, out var known) && !known.Equals(type))
            return _reader.Fail($"the type number {type.Number} is {known.Name} already");
        _schema.Announce(type);
        _operations.Add(new AnnounceTypeOperation(type));
        return true;
    }

    private bool TryReadCreate()
    {
        if (!_reader.TryReadInt(1, out var id)
            || !_reader.TryReadIndex(0, out var number)
            || !_reader.TryReadInt(0, out var parent)
            || !_reader.TryReadIndex(-1, out var index)
            || !_reader.TryReadOptionalString(out var key)
            || !TagsCodec.TryReadState(ref _reader, out var tags))
            return false;
        if (!_schema.TryGetType(number, out var type))
            return _reader.Fail($"the type number {number} is unknown");
        if ((parent == 0) != (_isSnapshot && _created is null))
            return _reader.Fail("the root is a snapshot's first object and no other");
        if (parent == 0 && (id != RootId || index is not (-1 or 0)))
            return _reader.Fail($"the root has the id {RootId} and no siblings");
        return TryCreate(new ObjectState(id, type, parent, key, tags, []), index);
    }

    private bool TryReadCreateNext()
    {
        if (_created is null || _current == 0)
            return _reader.Fail("there is nothing to create the next of");
        if (_created.ParentId == 0)
            return _reader.Fail("there is one root");
        if (_current == Value.MaxInt)
            return _reader.Fail("there is no higher id");
        return TryCreate(_created with { Id = _current + 1, Key = null, Tags = TagsCodec.None }, -1);
    }

    private bool TryCreate(ObjectState state, int index)
    {
        if (!StateCodec.TryRead(ref _reader, state.Type, out var attributes))
            return false;
        _created = state with { Attributes = attributes };
        if (!_isSnapshot) // nothing in a snapshot asks for an object's type again
            _schema.Create(state.Id, state.Type);
        (_current, _currentType) = (state.Id, state.Type);
        _operations.Add(new CreateOperation([_created], index));
        return true;
    }

    private bool TryReadDestroy()
    {
        if (!_reader.TryReadId(out var id) || !TryMakeRoom() || !TryTarget(id))
            return false;
        (_current, _currentType) = (0, null);
        _schema.Destroy(id);
        _operations.Add(new DestroyOperation(id));
        return true;
    }

    private bool TryReadMove()
    {
        if (!_reader.TryReadId(out var id)
            || !_reader.TryReadId(out var parent)
            || !_reader.TryReadIndex(-1, out var index)
            || !TryMakeRoom()
            || !TryTarget(id))
            return false;
        _operations.Add(new MoveOperation(id, parent, index));
        return true;
    }

    private bool TryTarget(long id)
    {
        if ((id != _current || _currentType is null) && !_schema.TryGetTypeOf(id, out _currentType))
        {
            return Refuse(RejectionCodes.NotFound, "There is no such object.") || _reader.Fail($"there is no object {id}");
        }
        _current = id;
        return true;
    }

    /// <summary>Refuses an action as a whole, whatever follows. Always false.</summary>
    private bool Refuse(string code, string reason)
    {
        if (_mostOperations is not null)
            Rejection ??= new OperationRejectedException(code, reason);
        return false;
    }
}
