using ObjectTree.Client;

namespace ObjectTree.Interop.Tests.Convergence;

/// <summary>A sheet of a replica.</summary>
internal sealed class ReplicaSheet : ISheet
{
    private readonly List<ReplicaObject> _sheets;
    private readonly ReplicaObject _sheet;

    public ReplicaSheet(ReplicaTree tree, Random random)
    {
        _sheets = [.. tree.Root.Children.Where(one => one.TypeName == nameof(Sheet))];
        _sheet = _sheets[random.Next(_sheets.Count)];
    }

    public ReplicaSheet(ReplicaObject sheet, params List<ReplicaObject> others) => (_sheets, _sheet) = ([sheet, .. others], sheet);

    public TTopic Topic<TTopic>(string name)
        where TTopic : Topic => _sheet.GetAttribute<TTopic>(name);

    public void Refer(Random random) =>
        _sheet.GetAttribute<RefTopic<ReplicaObject>>("friend").Value = random.Next(3) == 0 ? null : _sheets[random.Next(_sheets.Count)];
}
