"""Stop words: everyday words of business, which as the short form of a name would hide too much."""

WORDS = """
    about account accountant accounting admin artisan staff
    accounts active address advanced agency all allied alpha amount and april
    assembly associated august austria bank base basic best beta bike bikes black blue board
    bolt book books box brand budget business buyer cable card cargo carrier case cash category
    center central chain change chemical circle city classic clean clear client close code color
    comfort commerce commercial common complete components contact continental control core cost
    country craft create credit custom customer cycle cycles daily data date deal december default
    deliver delivery delta demand department design details digital direct discount distribution
    division document dollar draft drive due east eastern electric electronics elite energy
    engineering enterprise enterprises equipment euro europe european event exact example excellent
    exchange express external factory fast february federal file final finance first fitness
    food for force forward frame france free freight fresh front full future gear general german
    germany global goods gold grand great green group group's hand hard health high holding
    home house import in industrial industries industry info inside integrated inter
    international invoice island item items january job july june just key lake land large last
    late leader leather legal level life light limit line link list live load local logistics long
    machine main major manager manufacturing march margin market marketing master match material
    materials matter metal metals method metro minor mobile model modern money month motor mountain
    name national natural network new next normal north northern note november number october of
    office on online open operations option order orders original other outdoor over own owner
    pack paper part partner partners parts pay payment people perfect person phone place plan
    plant plastic plus point popular port power premier premium price prime print private pro
    product production products professional progressive project public purchase pure quality
    quantity quarter quick ready real receipt record red regional reliable report request rest
    retail return ring river road rock room round route royal rubber safe sale sales sample save
    school sea second secure security select send senior september serial service services set
    shelf ship shipment shipping shop short show side signature silver simple site size small
    smart social soft software solid solution solutions source south southern space special
    specialist speed sport sports standard star start state station status steel step stock
    stone store stores street strong style summer sun super superior supplier suppliers supply
    support sure surface switch system systems table target tax team tech technical technology
    terms test textile textiles the time today together tool tools top total touch tower trade
    trading traffic training transfer transport travel trust type union unique unit united units
    universal urban urgent user valley value vendor village vision warehouse watch water way week
    weight west western wheel white wholesale wide wind winter wood word work works world year
    yellow young zone
"""
STOP_WORDS = frozenset(WORDS.split())
