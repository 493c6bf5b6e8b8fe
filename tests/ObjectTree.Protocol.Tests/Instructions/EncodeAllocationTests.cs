using System.Buffers;
using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Kinds.Bool;
using ObjectTree.Model.Kinds.Dict;
using ObjectTree.Model.Kinds.Event;
using ObjectTree.Model.Kinds.Float;
using ObjectTree.Model.Kinds.Int;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.Reference;
using ObjectTree.Model.Kinds.Set;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Kinds.Value;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Instructions;

namespace ObjectTree.Protocol.Tests.Instructions;

/// <summary>A log that is under way encodes its frames without asking for memory, whatever the values are.</summary>
public class EncodeAllocationTests
{
    private static readonly AttributeAddress Address = new(7, 1);
    private static readonly RecordSchema Point = new(0, "Point", ["x"]);
    private static readonly TypeSchema Lamp = Some.Type(1, ("on", Model.Kinds.TopicKind.Bool));

    [TestCaseSource(nameof(Operations))]
    public void Encode_WhatWasAnnounced_AllocatesNothing(Operation operation)
    {
        var encoder = new FrameEncoder();
        encoder.MarkAnnounced(Lamp with { Records = [Point] });
        var output = new ArrayBufferWriter<byte>(1_024);
        ImmutableArray<Operation> operations = [operation];

        Assert.That(Allocations.Of(Encode), Is.Zero);

        void Encode()
        {
            output.ResetWrittenCount();
            encoder.Encode(output, operations);
        }
    }

    private static IEnumerable<TestCaseData> Operations()
    {
        var record = Value.FromRecord(new RecordValue(Point, [Value.FromInt(1)]));
        var map = Value.FromMap(ValueMap.Create([KeyValuePair.Create("a", record)]));
        var value = Value.FromArray([record, map]);
        foreach (Operation operation in (Operation[])
        [
            new BoolOperation(Address, true),
            new IntOperation.Set(Address, 1),
            new IntOperation.Add(Address, 1),
            new FloatOperation.Set(Address, 0.1),
            new FloatOperation.Add(Address, 0.1),
            new StringOperation.Set(Address, "text"),
            new StringOperation.Splice(Address, 0, 1, "text"),
            new ValueOperation(Address, value),
            new ReferenceOperation(Address, 3),
            new ListOperation.Set(Address, value),
            new ListOperation.Insert(Address, 0, value),
            new ListOperation.InsertRange(Address, 0, value),
            new ListOperation.RemoveRange(Address, 0, 1),
            new ListOperation.Replace(Address, 0, value),
            new ListOperation.Move(Address, 0, 1),
            new SetOperation.Set(Address, value),
            new SetOperation.Add(Address, value),
            new SetOperation.Remove(Address, value),
            new DictOperation.Put(Address, "key", value),
            new DictOperation.Remove(Address, "key"),
            new EventOperation.Emit(Address, value),
            new EventOperation.Withdraw(Address, value),
            new CreateOperation([Some.Object(2, Lamp, 1, Value.FromBool(true)), Some.Object(3, Lamp, 1, Value.FromBool(true))], -1),
            new DestroyOperation(2),
            new MoveOperation(2, 1, 0),
        ])
        {
            yield return new TestCaseData(operation).SetArgDisplayNames(operation.GetType().FullName!.Split('.')[^1]);
        }
    }
}
