using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;

namespace ObjectTree.Calls;

/// <summary>The door for changes that clients propose. What serves clients uses it; authors never need it.</summary>
public static class ClientActions
{
    private const int MostText = 1 << 20; // each edit copies it
    private const int BytesOfValue = 16;

    /// <summary>Finds the type of an object.</summary>
    public static bool TryGetType(Tree tree, long objectId, [NotNullWhen(true)] out TypeSchema? type)
    {
        ArgumentNullException.ThrowIfNull(tree);
        type = tree.TryGetObject(objectId, out var target) ? target.Type.Schema : null;
        return type is not null;
    }

    /// <summary>Finds the declaration of an attribute, of the object's type or beyond; false: it is not there, or its object.</summary>
    public static bool TryGetAttribute(Tree tree, AttributeAddress address, [NotNullWhen(true)] out AttributeSchema? schema)
    {
        ArgumentNullException.ThrowIfNull(tree);
        schema = tree.TryGetObject(address.ObjectId, out var target) ? SchemaOf(target, address.Attribute) : null;
        return schema is not null;
    }

    /// <summary>Whether clients may write an attribute.</summary>
    public static bool IsWritable(Tree tree, AttributeAddress address) =>
        TryGetAttribute(tree, address, out var schema) && schema.Flags.HasFlag(AttributeFlags.ClientWritable);

    /// <summary>
    /// What an attribute holds, if it is there, takes no more than so many bytes, as text or as the values that it is made of, and can be
    /// told to one client alone: records may be of a kind that is not announced to it yet.
    /// </summary>
    public static Value? Current(Tree tree, AttributeAddress address, long maxSize)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return tree.Read(() => tree.TopicAt(address) is { } topic && topic.Whole(maxSize) is not null && topic.Capture() is var value
            && !value.IsDeeperThan(Value.MaxDepth) && Count(value) <= maxSize / BytesOfValue && !HasRecords(value)
                ? value
                : (Value?)null);
    }

    /// <summary>Applies what a client proposes as one transition that comes from the caller.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="caller">Who proposes it.</param>
    /// <param name="operations">What is proposed, in order.</param>
    /// <param name="access">Decides what policies allow; null: nothing.</param>
    /// <param name="rebase">Brings the operations past what the client did not know.</param>
    /// <param name="locals">What the client calls the objects that it has created; gets those that are created now.</param>
    /// <param name="last">The operation of an attribute that was tried last: that which it is refused for, if it is refused.</param>
    /// <exception cref="OperationRejectedException">
    /// NOT_FOUND: there is no such object, or none that a value refers to. FORBIDDEN: clients, or this one, may not write the attribute, or
    /// create, move or destroy such objects. VALIDATION: an operation does not fit. CYCLE: an object would come below itself. LIMIT: the
    /// tree is full there. Or what a validator or reaction refused with.
    /// </exception>
    /// <remarks>Whatever else a validator or reaction throws comes through; in every case nothing has changed.</remarks>
    public static void Apply(
        Tree tree, Caller caller, ImmutableArray<Operation> operations, IClientAccess? access, IActionRebase rebase, LocalIds locals,
        out TopicOperation? last)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(rebase);
        ArgumentNullException.ThrowIfNull(locals);
        TopicOperation? tried = null;
        try
        {
            var policies = new ActionPolicies(tree, caller, access, locals);
            _ = tree.RecordFrom(caller.User, () =>
            {
                foreach (var operation in operations) // before any is applied: none may open the way for another
                {
                    tried = operation as TopicOperation;
                    policies.Check(operation);
                }
                foreach (var operation in operations)
                {
                    tried = operation as TopicOperation;
                    policies.Check(operation); // what was not there before, too
                    if (tried is null)
                        ClientShape.Apply(tree, operation, locals);
                    else
                        Apply(tree, tried = locals.Resolve(tried), rebase);
                }
                return true;
            });
        }
        finally
        {
            last = tried;
        }
    }

    internal static bool IsWritable(SObject target, int attribute) =>
        SchemaOf(target, attribute)?.Flags.HasFlag(AttributeFlags.ClientWritable) == true;

    private static void Apply(Tree tree, TopicOperation operation, IActionRebase rebase)
    {
        var target = ClientObjects.Find(tree, operation.Address.ObjectId);
        if (target.TopicOrNone(operation.Address.Attribute) is not { } topic)
            throw new OperationRejectedException(RejectionCodes.Validation, "The object has no such attribute.");
        UserRights.CheckWritable(target, operation.Address.Attribute);
        CheckValues(tree, operation);
        if (!operation.HasPlaces)
            Write(tree, target, topic, operation, rebase);
        else
        {
            var parts = rebase.Rebase(operation);
            var isAllowed = parts.Length > 1 && AllowsAll(tree, target, topic, parts);
            foreach (var rebased in parts)
                isAllowed &= !Write(tree, target, topic, rebased, rebase, isAllowed);
        }
        if (topic is StringTopic { Value.Length: > MostText })
            throw new OperationRejectedException(RejectionCodes.Limit, $"A text that clients write may have {MostText} code units.");
    }

    /// <summary>
    /// Writes what is left to do of an operation; what reactions to it do to texts and lists comes between it and the client's next.
    /// </summary>
    /// <returns>Whether there were any.</returns>
    private static bool Write(
        Tree tree, SObject target, IHostedTopic topic, TopicOperation operation, IActionRebase rebase, bool isAllowed = false)
    {
        if (Reduce(topic, operation) is not { } fitted)
            return false;
        var own = tree.RunningCount;
        tree.Write(target, fitted, isAllowed);
        if (tree.RunningCount == own + 1)
            return false;
        foreach (var reaction in tree.RunningOperations(own + 1))
        {
            if (reaction is TopicOperation { HasPlaces: true } edit)
                rebase.Add(edit);
        }
        return true;
    }

    /// <summary>
    /// Asks the rules about what comes of all parts of an edit of a text, which others have divided: nobody is to see what is between them.
    /// </summary>
    /// <returns>Whether they were asked; else each part has to be allowed by itself.</returns>
    private static bool AllowsAll(Tree tree, SObject target, IHostedTopic topic, ImmutableArray<TopicOperation> parts)
    {
        if (topic is not StringTopic)
            return false;
        IHostedTopic next = new StringTopic();
        next.Bind(target, parts[0].Address.Attribute);
        next.Load(topic.Capture());
        foreach (var part in parts)
        {
            if (Reduce(next, part) is { } fitted)
                _ = next.Apply(fitted);
        }
        tree.CheckRules(target, topic, next.Whole(long.MaxValue)!);
        return true;
    }

    private static TopicOperation? Reduce(IHostedTopic topic, TopicOperation operation)
    {
        try
        {
            return topic.Reduce(operation);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidCastException or OverflowException)
        {
            throw new OperationRejectedException(RejectionCodes.Validation, "The change does not fit what the attribute holds.");
        }
    }

    private static void CheckValues(Tree tree, TopicOperation operation)
    {
        var held = operation.HeldValues();
        if (held.AsSpan().IsEmpty)
            return;
        foreach (var value in held.AsSpan())
        {
            if (value.IsDeeperThan(Value.MaxDepth))
                throw new OperationRejectedException(RejectionCodes.Validation, $"A value is nested deeper than {Value.MaxDepth} levels.");
        }
        var ids = new List<long>();
        operation.CollectReferences(ids);
        if (!ids.TrueForAll(id => tree.TryGetObject(id, out _)))
            throw new OperationRejectedException(RejectionCodes.NotFound, "There is no such object to refer to.");
    }

    private static long Count(Value value) => 1 + value.Kind switch
    {
        ValueKind.Array => value.AsArray().Sum(Count),
        ValueKind.Map => value.AsMap().Values.Sum(Count),
        _ => 0,
    };

    private static bool HasRecords(Value value) => value.Kind switch
    {
        ValueKind.Record => true,
        ValueKind.Array => value.AsArray().Any(HasRecords),
        ValueKind.Map => value.AsMap().Values.Any(HasRecords),
        _ => false,
    };

    /// <summary>Null: the attribute is not there, or it is the tags, which are no attribute of a type.</summary>
    private static AttributeSchema? SchemaOf(SObject target, int attribute)
    {
        var declared = target.Type.Schema.Attributes;
        return attribute <= declared.Length ? attribute == 0 ? null : declared[attribute - 1] : target.FindAdded(attribute)?.Schema;
    }
}
