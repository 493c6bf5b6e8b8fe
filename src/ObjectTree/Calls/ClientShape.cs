using System.Diagnostics;
using ObjectTree.Model;
using ObjectTree.Model.Shape;
using ObjectTree.Transitions;
using ObjectTree.Types;

namespace ObjectTree.Calls;

/// <summary>What clients propose to create, move and destroy. Within a transition, under the tree's lock.</summary>
internal static class ClientShape
{
    public static void Apply(Tree tree, Operation operation, LocalIds locals)
    {
        switch (operation)
        {
            case NewOperation create:
                Create(tree, create, locals);
                break;
            case MoveOperation move:
                Move(tree, Open(tree, move.ObjectId, locals), Find(tree, move.ParentId, locals), move.Index);
                break;
            case DestroyOperation destroy:
                tree.DestroyObject(Open(tree, destroy.ObjectId, locals));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Create(Tree tree, NewOperation create, LocalIds locals)
    {
        if (locals.TryResolve(create.LocalId, out _))
            throw new OperationRejectedException(RejectionCodes.Validation, $"The id {create.LocalId} is another object's already.");
        var type = UserRights.CheckCreatable(tree.FindType(create.Type.Name));
        var parent = Find(tree, create.ParentId, locals);
        if (create.Key is { } key)
            CheckKey(tree, key);
        var made = tree.CreateObject(type, parent, create.Key, Place(create.Index, parent.ChildCount));
        locals.Stage(create.LocalId, made.Id);
    }

    private static void Move(Tree tree, SObject target, SObject parent, int index)
    {
        if (parent.IsWithin(target))
            throw new OperationRejectedException(RejectionCodes.Cycle, "An object cannot move below itself.");
        tree.MoveObject(target, parent, Place(index, MoveStep.LastIndex(target, parent)));
    }

    /// <summary>Where others took away what was before it, the last place.</summary>
    private static int Place(int index, int last) => index > last ? -1 : index;

    /// <summary>Finds an object that clients may move and destroy.</summary>
    private static SObject Open(Tree tree, long id, LocalIds locals)
    {
        var target = Find(tree, id, locals);
        UserRights.CheckMovable(target);
        return target;
    }

    private static SObject Find(Tree tree, long id, LocalIds locals) =>
        ClientObjects.Find(tree, locals.Resolve(id));

    private static void CheckKey(Tree tree, string key)
    {
        if (!NameRules.IsKey(key))
            throw new OperationRejectedException(RejectionCodes.Validation, "Such a key cannot be.");
        if (tree.Find(key) is not null)
            throw new OperationRejectedException(RejectionCodes.Validation, $"The key '{key}' is taken.");
    }
}
