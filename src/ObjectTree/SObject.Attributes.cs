using System.Collections.Immutable;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Types;

namespace ObjectTree;

// Attributes by name, and those that come and go at run time.
public partial class SObject
{
    private List<AddedTopic>? _added; // guarded by the tree's lock, as is what follows; made when first needed
    private List<AddedTopic>? _initial; // what its OnInit added, for when undo or redo runs that again
    private int _lastAdded;

    /// <summary>The names of all attributes: those that the class declares, then those that were added.</summary>
    public ImmutableArray<string> AttributeNames => Tree.Read<ImmutableArray<string>>(() =>
        [.. Type.Schema.Attributes.Select(attribute => attribute.Name), .. (_added ?? []).Select(attribute => attribute.Schema.Name)]);

    /// <summary>The topic of an attribute, by its name outside the process.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists what there is.</exception>
    public Topic GetAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Tree.Read(() => FindTopic(name)) ?? throw new KeyNotFoundException(
            $"{Type.Schema.Name} has no attribute '{name}'. It has: {string.Join(", ", AttributeNames)}.");
    }

    /// <summary>
    /// Gives this object alone one more attribute. Undone and redone like anything else. In a restored object, an attribute of this name
    /// and kind that was restored takes over the topic, which gets the restored value; that is no operation.
    /// </summary>
    /// <param name="name">Its name, 1 to 64 bytes of UTF-8, unique in the object.</param>
    /// <param name="topic">A topic that nobody holds yet; its value is the first one.</param>
    /// <returns>The topic; where undo or redo runs the object's OnInit again, the one that it added the first time.</returns>
    /// <exception cref="ArgumentException">The name is taken or no name, the topic refers to an object that is not in the tree, or the
    /// restored value does not fit it.</exception>
    /// <exception cref="InvalidOperationException">The topic is held by an attribute already, or the object is destroyed.</exception>
    /// <exception cref="NotSupportedException">The topic's values cannot travel.</exception>
    /// <exception cref="OperationRejectedException">LIMIT: the object has too many attributes.</exception>
    public TTopic AddAttribute<TTopic>(string name, TTopic topic)
        where TTopic : Topic
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(topic);
        return (TTopic)Tree.AddAttribute(this, NameRules.CheckName(name, "attribute name"), topic);
    }

    /// <summary>Takes away an attribute that was added. Its topic keeps its value and can be read, but not written.</summary>
    /// <exception cref="KeyNotFoundException">No attribute of this name was added.</exception>
    /// <exception cref="InvalidOperationException">The attribute is one of the class, or the object is destroyed.</exception>
    public void RemoveAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Tree.RemoveAttribute(this, name);
    }

    internal AddedTopic? FindAdded(int number) => _added?.Find(attribute => attribute.Number == number);

    internal AddedTopic? FindAdded(string name) => _added?.Find(attribute => attribute.Schema.Name == name);

    internal AddedTopic? FindInitial(string name, Type topicType) =>
        _initial?.Find(attribute => attribute.Schema.Name == name && attribute.Own.GetType() == topicType);

    internal void KeepInitial(AddedTopic attribute)
    {
        _ = _initial?.RemoveAll(one => one.Schema.Name == attribute.Schema.Name);
        (_initial ??= []).Add(attribute);
    }

    internal int AddedCount => _added?.Count ?? 0;

    internal bool NameIsTaken(string name) => FindTopic(name) is not null;

    internal void PutAdded(AddedTopic attribute)
    {
        Tree.BeforeChange(this);
        InsertAdded(attribute);
        Tree.CountReferences(new AttributeAddress(Id, attribute.Number), attribute.Topic, 1);
    }

    internal void TakeAdded(AddedTopic attribute)
    {
        Tree.BeforeChange(this);
        _added!.Remove(attribute);
        Tree.CountReferences(new AttributeAddress(Id, attribute.Number), attribute.Topic, -1);
    }

    internal AddedTopic MakeAdded(AttributeSchema schema, Topic topic)
    {
        if (((IHostedTopic)topic).Host is null)
            ((IHostedTopic)topic).TakeGiven(this);
        var made = BindAdded(checked(Math.Max(_lastAdded, _topics.Length) + 1), schema, topic, isUntyped: false);
        _lastAdded = made.Number;
        return made;
    }

    /// <summary>Puts back an attribute that a snapshot holds.</summary>
    internal void LoadAdded(AddedAttribute state)
    {
        if (state.Number <= _topics.Length || FindAdded(state.Number) is not null || NameIsTaken(state.Schema.Name))
            throw new ArgumentException($"the added attribute {state.Number}, '{state.Schema.Name}', is there already");
        NameRules.CheckName(state.Schema.Name, "attribute name");
        Tree.CheckRoomForAttribute(this);
        var attribute = BindAdded(state.Number, state.Schema, TopicKinds.Create(state.Schema.Kind), isUntyped: true);
        attribute.Topic.Load(state.State);
        InsertAdded(attribute); // the index counts them when the object is in its place
        _lastAdded = Math.Max(_lastAdded, state.Number);
    }

    /// <summary>Says of which type the values of a restored attribute are.</summary>
    internal AddedTopic Adopt(AddedTopic untyped, Topic topic)
    {
        var schema = new AttributeSchema(untyped.Schema.Name, untyped.Schema.Kind, untyped.Schema.Flags & ~AttributeFlags.Constrained)
            .With(((IHostedTopic)topic).Constraints);
        var typed = BindAdded(untyped.Number, schema, topic, isUntyped: false);
        typed.Topic.Load(untyped.Topic.Capture());
        typed.Topic.CheckReferences();
        Exchange(untyped, typed);
        return typed;
    }

    internal void Exchange(AddedTopic old, AddedTopic now)
    {
        Tree.BeforeChange(this);
        _added![_added.IndexOf(old)] = now;
    }

    private void InsertAdded(AddedTopic attribute)
    {
        _added ??= [];
        var place = _added.FindIndex(one => one.Number > attribute.Number);
        _added.Insert(place < 0 ? _added.Count : place, attribute);
    }

    private AddedTopic BindAdded(int number, AttributeSchema schema, Topic topic, bool isUntyped)
    {
        var attribute = new AddedTopic(number, schema, topic, ObjectType.RecordsOf(topic.GetType()), isUntyped);
        attribute.Topic.Bind(this, number);
        return attribute;
    }

    private Topic? FindTopic(string name)
    {
        var attributes = Type.Schema.Attributes;
        for (var i = 0; i < attributes.Length; i++)
        {
            if (attributes[i].Name == name)
                return _topics[i];
        }
        return FindAdded(name)?.Own;
    }
}
