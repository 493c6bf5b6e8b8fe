using ObjectTree.Model;
using ObjectTree.Model.Kinds.List;
using ObjectTree.Model.Kinds.String;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using static ObjectTree.Client.Tests.Replica.SampleTree;

namespace ObjectTree.Client.Tests.Replica;

/// <summary>
/// Random programs: what is applied one by one and what is applied as a whole, after having been taken back once, is the same.
/// </summary>
public class RandomFrameTests
{
    private const int Programs = 60;
    private const int Frames = 40;

    private long _nextId;

    [Test]
    public void Frame_TakenBackAndAppliedAgain_IsAsItsOperationsOneByOne()
    {
        var random = Seed.Print();
        for (var program = 0; program < Programs; program++)
        {
            var (oneByOne, whole) = (Joined(), Joined());
            _nextId = 10;
            for (var frame = 0; frame < Frames; frame++)
            {
                var operations = new List<Operation>();
                for (var count = random.Next(1, 8); count > 0; count--)
                {
                    var operation = Next(random, oneByOne);
                    oneByOne.Frame(operation);
                    operations.Add(operation);
                }
                Assert.Throws<ProtocolException>(() => whole.Frame([.. operations, new DestroyOperation(1)]));
                whole.Frame([.. operations]);
                Assert.That(TreeText.Of(whole), Is.EqualTo(TreeText.Of(oneByOne)));
            }
        }
    }

    private Operation Next(Random random, ReplicaTree tree)
    {
        var any = Any(random, tree);
        var note = any.TypeName == NoteType.Name ? any : null;
        return random.Next(10) switch
        {
            0 or 1 => Create(Note(_nextId++, any.Id, $"new {random.Next(100)}"), random.Next(-1, any.Children.Count + 1)),
            2 when !any.IsRoot => new DestroyOperation(any.Id),
            3 or 4 when !any.IsRoot => Move(random, any, Any(random, tree)),
            5 when note is not null => SetText(note.Id, $"{random.Next(100)}"),
            6 when note is not null => Splice(random, note),
            7 when note is not null => Put(note.Id, $"k{random.Next(3)}", Value.FromInt(random.Next(5))),
            8 when note is not null => RemoveOrInsert(random, note),
            _ => Create(Protocol.Tests.Some.Object(_nextId++, Plain, any.Id)),
        };
    }

    private static ReplicaObject Any(Random random, ReplicaTree tree) => tree.Objects[random.Next(tree.Objects.Count)];

    private static MoveOperation Move(Random random, ReplicaObject target, ReplicaObject parent)
    {
        for (var ancestor = parent; ancestor is not null; ancestor = ancestor.Parent)
        {
            if (ancestor == target)
                parent = target.Parent!;
        }
        var places = parent.Children.Count + (target.Parent == parent ? 0 : 1);
        return new MoveOperation(target.Id, parent.Id, random.Next(-1, places));
    }

    private static StringOperation.Splice Splice(Random random, ReplicaObject note)
    {
        var length = note.GetAttribute<StringTopic>("text").Value.Length;
        var position = random.Next(length + 1);
        return new StringOperation.Splice(new AttributeAddress(note.Id, 1), position, random.Next(length - position + 1), "+");
    }

    private static Operation RemoveOrInsert(Random random, ReplicaObject note)
    {
        var count = note.GetAttribute<ListTopic<Value>>("items").Count;
        return count > 0 && random.Next(3) == 0
            ? new ListOperation.RemoveRange(new AttributeAddress(note.Id, 3), random.Next(count), 1)
            : Insert(note.Id, random.Next(count + 1), Value.FromInt(random.Next(9)));
    }
}
